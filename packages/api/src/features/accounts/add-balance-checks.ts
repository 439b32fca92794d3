import { fromIsoDay, isoDay } from "../../common/fields";
import { newId } from "../../common/ids";
import type { Operation } from "../../ledger/operation";

/** Balances of one account as the bank states them. */
interface NewChecks {
  accountId: string;
  /** The import that brings them; null: stated by hand. */
  importId: string | null;
  /** Minor units, as decimal integers. */
  stated: readonly { on: string; amountMinor: string }[];
}

/**
 * Keeps stated balances, each amount of a day once: a file that comes twice adds nothing.
 *
 * @returns the ids of all of them, new or not, in their order
 */
export async function addBalanceChecks(
  operation: Operation,
  { accountId, importId, stated }: NewChecks,
): Promise<string[]> {
  const { tx, ledgerId } = operation;
  const days = [...new Set(stated.map(({ on }) => on))];
  const found = await tx.balanceCheck.findMany({
    where: { ledgerId, accountId, on: { in: days.map(fromIsoDay) } },
    orderBy: { id: "desc" },
    select: { id: true, on: true, amountMinor: true },
  });
  const known = new Map(
    found.map(({ id, on, amountMinor }) => [`${isoDay(on)} ${amountMinor}`, id]),
  );
  const added = stated.flatMap(({ on, amountMinor }) => {
    const place = `${on} ${amountMinor}`;
    if (known.has(place)) return [];
    const id = newId();
    known.set(place, id);
    return [{ id, on, amountMinor }];
  });
  await operation.insert(
    "balanceCheck",
    added.map((check) => ({
      ...check,
      version: 1,
      createdAt: operation.now().toISOString(),
      accountId,
      importId,
      operationId: operation.operationId,
    })),
  );
  return stated.flatMap(({ on, amountMinor }) => known.get(`${on} ${amountMinor}`) ?? []);
}
