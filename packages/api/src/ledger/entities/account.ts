import type { AccountType } from "@pfn/db";
import { fromIsoDay, isoDay } from "../../common/fields";
import { type EntityStore, idsOf, refsTo } from "./entity-store";
import { createRowWriter } from "./row-writer";

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
  ...createRowWriter<AccountSnapshot>("accounts", {
    columns: {
      id: "plain",
      version: "plain",
      createdAt: "plain",
      name: "plain",
      type: "plain",
      currency: "plain",
      closedOn: "plain",
      note: "plain",
    },
    hasUpdatedAt: true,
  }),
  findObstacles: async (tx, ledgerId, { leaving, coming, atMost }) => {
    const holders = new Map(coming.map(({ name, id }) => [name, id]));
    const namesakes = await tx.account.findMany({
      where: { ledgerId, name: { in: [...holders.keys()] } },
      select: { id: true, name: true },
    });
    const rivals = namesakes.filter(({ id, name }) => holders.get(name) !== id).slice(0, atMost);
    // A closed account has no rows after its last day.
    const closed = coming.flatMap(({ id, closedOn }) =>
      closedOn === null
        ? []
        : [{ accountId: id, deletedAt: null, date: { gt: fromIsoDay(closedOn) } }],
    );
    const rows = await tx.transaction.findMany({
      where: { ledgerId, OR: [{ accountId: { in: idsOf(leaving) } }, ...closed] },
      take: atMost,
      select: { id: true },
    });
    // An import in force has its place in the log; what is only a draft goes with its account.
    const imports = await tx.import.findMany({
      where: { ledgerId, accountId: { in: idsOf(leaving) }, state: "committed" },
      take: atMost,
      select: { id: true },
    });
    const checks = await tx.balanceCheck.findMany({
      where: { ledgerId, accountId: { in: idsOf(leaving) } },
      take: atMost,
      select: { id: true },
    });
    return [
      ...refsTo("account", rivals),
      ...refsTo("transaction", rows),
      ...refsTo("import", imports),
      ...refsTo("balanceCheck", checks),
    ];
  },
};
