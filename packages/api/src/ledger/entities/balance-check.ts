import { isoDay } from "../../common/fields";
import { type EntityStore, refsTo } from "./entity-store";
import { createRowWriter } from "./row-writer";

/** A balance of an account as the bank states it. It never changes. */
export interface BalanceCheckSnapshot {
  id: string;
  version: number;
  createdAt: string;
  accountId: string;
  /** A civil date; the balance at its end. */
  on: string;
  /** Minor units, as a decimal integer; of a debt perhaps without the minus. */
  amountMinor: string;
  /** The import that brought it; null where somebody stated it by hand. */
  importId: string | null;
  /** The operation that wrote it first. */
  operationId: string;
}

export const balanceCheckStore: EntityStore<BalanceCheckSnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.balanceCheck.findMany({
      where: { ledgerId, id: { in: [...ids] } },
      omit: { ledgerId: true, updatedAt: true },
    });
    return new Map(
      rows.map(({ createdAt, on, amountMinor, ...row }) => [
        row.id,
        {
          ...row,
          createdAt: createdAt.toISOString(),
          on: isoDay(on),
          amountMinor: amountMinor.toString(),
        },
      ]),
    );
  },
  ...createRowWriter<BalanceCheckSnapshot>("balance_checks", {
    columns: {
      id: "plain",
      version: "plain",
      createdAt: "plain",
      accountId: "plain",
      on: "day",
      amountMinor: "text",
      importId: "plain",
      operationId: "plain",
    },
    hasUpdatedAt: true,
  }),
  // The account, or the import that brought it, is gone or out of force. Nothing refers to a check.
  findObstacles: async (tx, ledgerId, { coming, atMost }) => {
    if (coming.length === 0) return [];
    const accounts = new Set(coming.map(({ accountId }) => accountId));
    const imports = new Set(coming.flatMap(({ importId }) => importId ?? []));
    const foundAccounts = await tx.account.findMany({
      where: { ledgerId, id: { in: [...accounts] } },
      select: { id: true },
    });
    const foundImports = await tx.import.findMany({
      where: { ledgerId, id: { in: [...imports] }, state: "committed" },
      select: { id: true },
    });
    for (const { id } of foundAccounts) accounts.delete(id);
    for (const { id } of foundImports) imports.delete(id);
    const missing = (ids: ReadonlySet<string>) => [...ids].map((id) => ({ id }));
    return [...refsTo("account", missing(accounts)), ...refsTo("import", missing(imports))].slice(
      0,
      atMost,
    );
  },
};
