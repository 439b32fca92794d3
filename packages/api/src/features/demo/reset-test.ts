import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import type { CallersOperation } from "../../ledger/operate";
import { insertDemoData } from "./insert-demo-data";
import { insertStarterCategories } from "./starter-categories";

/**
 * Puts the person's test ledger back to where its first key found it: starter categories and demo
 * data, without drafts and without its log, of which this operation is the first that is left. Its
 * number goes on from the old ones. It never asks which ledger: a person has one of mode `test`,
 * and the database refuses to empty the log of any other.
 *
 * @throws DomainError FORBIDDEN for a live key, and for one that only reads
 */
export async function resetTest(operation: CallersOperation) {
  const { now, timezone } = operation;
  await operation.clear();
  await insertStarterCategories(operation);
  await insertDemoData(operation, todayIn(timezone, now()));
  return {};
}

/** The caller's test ledger. @throws DomainError FORBIDDEN for a live key */
export async function aimReset({ db, principal }: LedgerContext) {
  if (principal.kind === "key" && principal.mode !== "test") {
    throw refusal(
      "FORBIDDEN",
      null,
      "A live key cannot reset the test ledger.",
      "Ask the ledger's owner for a test key (pfn_test_…), or to reset it on the key's page.",
    );
  }
  const ledger = await db.ledger.findUniqueOrThrow({
    where: { userId_mode: { userId: principal.userId, mode: "test" } },
    select: { id: true, timezone: true },
  });
  return { ledger };
}
