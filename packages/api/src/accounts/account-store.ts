import type { AccountType } from "@pfn/db";
import type { EntityStore } from "../operations/entities";
import { fromIsoDay, isoDay } from "../schema/common";

export interface AccountSnapshot {
  id: string;
  version: number;
  createdAt: string;
  name: string;
  type: AccountType;
  currency: string;
  closedOn: string | null;
  note: string | null;
}

export const accountStore: EntityStore<AccountSnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.account.findMany({ where: { ledgerId, id: { in: [...ids] } } });
    return new Map(
      rows.map(({ id, version, createdAt, name, type, currency, closedOn, note }) => [
        id,
        {
          id,
          version,
          createdAt: createdAt.toISOString(),
          name,
          type,
          currency,
          closedOn: closedOn && isoDay(closedOn),
          note,
        },
      ]),
    );
  },
  insert: async (tx, ledgerId, rows) => {
    await tx.account.createMany({ data: rows.map((row) => ({ ...toColumns(row), ledgerId })) });
  },
  update: async (tx, ledgerId, { row, expectedVersion }) => {
    const { count } = await tx.account.updateMany({
      where: { id: row.id, ledgerId, version: expectedVersion },
      data: toColumns(row),
    });
    return count === 1;
  },
  remove: async (tx, ledgerId, { id, version }) =>
    (await tx.account.deleteMany({ where: { id, ledgerId, version } })).count === 1,
  findObstacles: async (tx, ledgerId, { from, to, atMost }) => {
    const select = { id: true };
    if (to !== null) {
      const rivals = await tx.account.findMany({ where: { ledgerId, name: to.name, id: { not: to.id } }, select });
      return rivals.map(({ id }) => ({ entity: "account", entityId: id }));
    }
    if (from === null) return [];
    const rows = await tx.transaction.findMany({ where: { ledgerId, accountId: from.id }, take: atMost, select });
    return rows.map(({ id }) => ({ entity: "transaction", entityId: id }));
  },
};

const toColumns = ({ createdAt, closedOn, ...rest }: AccountSnapshot) => ({
  ...rest,
  createdAt: new Date(createdAt),
  closedOn: closedOn === null ? null : fromIsoDay(closedOn),
});
