import type { LedgerContext } from "../../common/context";
import { ASK_FOR_ACCOUNT } from "./choose-part";
import type { SentFile } from "./file-reading";
import { readImportFile } from "./read-import-file";
import type { PreviewImportOutput } from "./schema";

/**
 * What a file is and which accounts it names, for a caller who has not chosen an account. Amounts
 * without a currency are read in the ledger's. The question is for the account, unless the file
 * must be settled first to tell its accounts apart. Nothing is kept.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function lookAtFile(ctx: LedgerContext, file: SentFile): Promise<PreviewImportOutput> {
  const { ledgerId, baseCurrency } = ctx.principal;
  const nobody = { id: null, ledgerId, name: "", currency: baseCurrency, isLiability: false };
  const { frame, draft } = await readImportFile(ctx, nobody, file);
  const ambiguous = draft === null ? frame.ambiguous : [ASK_FOR_ACCOUNT];
  return { ...frame, ambiguous, import: null, items: [], nextCursor: null };
}
