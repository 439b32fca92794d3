import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import { insertDemoData } from "./insert-demo-data";
import type { ResetTestInput } from "./schema";
import { insertStarterCategories } from "./starter-categories";

/**
 * Puts the person's test ledger back to where its first key found it: starter categories and demo
 * data, without drafts and without its log, of which this operation is the first that is left. Its
 * number goes on from the old ones. It never asks which ledger: a person has one of mode `test`,
 * and the database refuses to empty the log of any other.
 *
 * @throws DomainError FORBIDDEN for a live key, and for one that only reads
 */
export async function resetTest(ctx: LedgerWriteContext, input: ResetTestInput) {
  const { id: ledgerId, timezone } = await findTestLedger(ctx);
  const { now } = ctx;
  return ctx.operate(
    input,
    async (operation) => {
      await operation.clear();
      await insertStarterCategories({ now, operation });
      await insertDemoData({ now, today: todayIn(timezone, now()), operation });
      return {};
    },
    { ledgerId, isLarge: true },
  );
}

function findTestLedger({
  db,
  principal,
}: LedgerContext): Promise<{ id: string; timezone: string }> {
  if (principal.kind === "key" && principal.mode !== "test") {
    throw refusal(
      "FORBIDDEN",
      null,
      "A live key cannot reset the test ledger.",
      "Ask the ledger's owner for a test key (pfn_test_…), or to reset it on the key's page.",
    );
  }
  return db.ledger.findUniqueOrThrow({
    where: { userId_mode: { userId: principal.userId, mode: "test" } },
    select: { id: true, timezone: true },
  });
}
