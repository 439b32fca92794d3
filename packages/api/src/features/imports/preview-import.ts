import { createHash } from "node:crypto";
import type { LedgerContext } from "../../common/context";
import { underStopSign } from "../../common/stop-sign";
import { mapYielding } from "../../common/yield-to-event-loop";
import { signOutside } from "../../ledger/write-to-ledger";
import { checkBalance } from "./csv/check-balance";
import { type BadRow, isReadable, type ReadRow } from "./file-part";
import { findAccount, type ImportAccount } from "./find-account";
import { identifyRows } from "./identify-rows";
import { judgeRows } from "./judge-rows";
import { readContent } from "./read-content";
import { readImport } from "./read-import";
import { readImportFile } from "./read-import-file";
import { readImportRows } from "./read-import-rows";
import { type DraftContext, type DraftRow, saveDraft } from "./save-draft";
import type { PreviewImportInput, PreviewImportOutput } from "./schema";

/** Rows in the answer itself; the others are read with `imports.get`. */
const FIRST_PAGE = 20;

/**
 * Reads a bank's file, or an export of pfn, and says what it would do to the account: which rows
 * are new, which are there already. Nothing of the ledger changes; a draft is kept for
 * `imports.commit`, for a day.
 *
 * @throws DomainError NOT_FOUND for somebody else's account; BAD_REQUEST or PAYLOAD_TOO_LARGE
 *   naming the field and the line;
 * UNAUTHORIZED or FORBIDDEN when the caller was stopped meanwhile
 */
export const previewImport = (
  ctx: DraftContext,
  input: PreviewImportInput,
): Promise<PreviewImportOutput> => underStopSign(signOutside(ctx), () => preview(ctx, input));

async function preview(ctx: DraftContext, input: PreviewImportInput): Promise<PreviewImportOutput> {
  const account = await findAccount(ctx.db, ctx.principal.ledgerId, input.accountId);
  const bytes = await readContent(input);
  const { frame, draft } = await readImportFile(ctx, account, {
    bytes,
    choice: input.mapping ?? {},
    part: input.part,
  });
  if (draft === null) return { ...frame, import: null, items: [], nextCursor: null };
  const { rows, balance, ...how } = draft;
  const id = await saveDraft(ctx, {
    accountId: account.id,
    fileName: input.fileName,
    fileSha256: createHash("sha256").update(bytes).digest("hex"),
    format: frame.format,
    mapping: {
      ...how,
      balance: balance ?? checkBalance(rows.filter(isReadable), account.currency),
    },
    rows: await judge(ctx, account, rows),
  });
  return {
    ...frame,
    import: await readImport(ctx, id),
    ...(await readImportRows(ctx, { id, limit: FIRST_PAGE })),
  };
}

async function judge(
  ctx: LedgerContext,
  account: ImportAccount,
  rows: readonly (ReadRow | BadRow)[],
): Promise<DraftRow[]> {
  const identified = await identifyRows(account.id, rows);
  const judged = await judgeRows(
    ctx.db,
    { ledgerId: ctx.principal.ledgerId, accountId: account.id },
    identified.map((row) => ({ row })),
  );
  return mapYielding(judged, ({ row, verdict }) => ({ parsed: row, verdict }));
}
