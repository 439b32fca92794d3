import { refusal } from "../../common/errors/refusal";
import { fromIsoDay, todayIn } from "../../common/fields";
import type { CallersOperation } from "../../ledger/operate";
import type { Operation } from "../../ledger/operation";
import { changeAccount } from "./change-account";
import type { CloseAccountInput, ReopenAccountInput } from "./schema";

/**
 * Closes an account: it keeps its rows and its balance and takes no new ones. Nothing is deleted,
 * so it can be reopened.
 *
 * @throws DomainError NOT_FOUND; CONFLICT for a stale version, when closed already, and when rows
 *   are dated after `closedOn`
 */
export function closeAccount(operation: CallersOperation, input: CloseAccountInput) {
  const { id, version, closedOn = todayIn(operation.timezone, operation.now()) } = input;
  return changeAccount(operation, {
    id,
    version,
    next: async (before) => {
      if (before.closedOn !== null) throw closedAlready(before.closedOn);
      await refuseLaterRows(operation, id, closedOn);
      return { ...before, closedOn };
    },
  });
}

/** @throws DomainError NOT_FOUND; CONFLICT for a stale version, and when it is open */
export function reopenAccount(operation: CallersOperation, { id, version }: ReopenAccountInput) {
  return changeAccount(operation, {
    id,
    version,
    next: (before) => {
      if (before.closedOn === null)
        throw refusal("CONFLICT", "id", "the account is open.", "There is nothing to reopen.");
      return { ...before, closedOn: null };
    },
  });
}

async function refuseLaterRows(
  { tx, ledgerId }: Operation,
  accountId: string,
  closedOn: string,
): Promise<void> {
  const last = await tx.transaction.findFirst({
    where: { ledgerId, accountId, deletedAt: null, date: { gt: fromIsoDay(closedOn) } },
    orderBy: { date: "desc" },
    select: { id: true },
  });
  if (last === null) return;
  const what = `the account has rows after ${closedOn}`;
  throw refusal(
    "CONFLICT",
    "closedOn",
    `${what}.`,
    "Close it on a later day, or delete those rows first.",
    {
      forReaders: { scope: "transactions:read", what: `${what}, the latest is ${last.id}.` },
    },
  );
}

const closedAlready = (closedOn: string) =>
  refusal(
    "CONFLICT",
    "id",
    "the account is closed already.",
    "Reopen it first to close it on another day.",
    { forReaders: { scope: "accounts:read", what: `the account is closed since ${closedOn}.` } },
  );
