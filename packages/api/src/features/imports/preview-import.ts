import { createHash } from "node:crypto";
import { parseAmount } from "../../common/money/money";
import { underStopSign } from "../../common/stop-sign";
import { mapYielding } from "../../common/yield-to-event-loop";
import { signOutside } from "../../ledger/write-to-ledger";
import type { BalanceCheck, ForeseenLedger } from "./balance-schema";
import { checkBalance } from "./csv/check-balance";
import { isReadable } from "./file-part";
import type { FileReading } from "./file-reading";
import { findAccount, type ImportAccount } from "./find-account";
import { foreseeLedger } from "./foresee-ledger";
import { type IdentifiedRow, identifyRows } from "./identify-rows";
import { judgeRows } from "./judge-rows";
import { lookAtFile } from "./look-at-file";
import { offerOpening } from "./offer-opening";
import type { FileFormat } from "./parts-schema";
import { readContent } from "./read-content";
import { readImport } from "./read-import";
import { readImportFile } from "./read-import-file";
import { readImportRows } from "./read-import-rows";
import { type DraftContext, type DraftRow, saveDraft } from "./save-draft";
import type { PreviewImportInput, PreviewImportOutput } from "./schema";
import { settleStated } from "./settle-stated";
import { contradictsItself, findStated } from "./stated-end";
import type { StoredMapping } from "./stored-mapping";

/** Rows in the answer itself; the others are read with `imports.get`. */
const FIRST_PAGE = 20;

/**
 * Reads a bank's file, or an export of pfn, and says what it would do to the account: which rows
 * are new, which are there already, and whether the balances agree. Nothing of the ledger changes;
 * a draft is kept for `imports.commit`, for a day.
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
  const { accountId, mapping: choice = {}, part } = input;
  if (accountId === undefined)
    return lookAtFile(ctx, { bytes: await readContent(input), choice, part });
  const account = await findAccount(ctx.db, ctx.principal.ledgerId, accountId);
  const bytes = await readContent(input);
  const { frame, draft } = await readImportFile(ctx, account, { bytes, choice, part });
  if (draft === null) return { ...frame, import: null, items: [], nextCursor: null };
  const { rows: read, balance, around, ...how } = draft;
  const rows = await judge(ctx, account, { rows: settleStated(read), format: frame.format });
  const id = await saveDraft(ctx, {
    accountId: account.id,
    fileName: input.fileName,
    fileSha256: createHash("sha256").update(bytes).digest("hex"),
    format: frame.format,
    mapping: { ...how, ...(await proveBalance(ctx, account, { balance, around, rows })) },
    rows,
  });
  return {
    ...frame,
    import: await readImport(ctx, id),
    ...(await readImportRows(ctx, { id, limit: FIRST_PAGE })),
  };
}

type Draft = NonNullable<FileReading["draft"]>;

async function judge(
  { db, principal }: DraftContext,
  account: ImportAccount,
  { rows, format }: Pick<Draft, "rows"> & { format: FileFormat },
): Promise<DraftRow[]> {
  const identified = await identifyRows(account.id, rows);
  const judged = await judgeRows(
    db,
    { ledgerId: principal.ledgerId, accountId: account.id, format },
    identified.map((row) => ({ row })),
  );
  return mapYielding(judged, ({ row, verdict }) => ({ parsed: row, verdict }));
}

interface Stating extends Pick<Draft, "balance"> {
  around: Draft["around"];
  rows: readonly DraftRow[];
}

/** What the file's balances say of the file, and of the account once its new rows are added. */
async function proveBalance(
  { db }: DraftContext,
  account: ImportAccount,
  { balance: told, around, rows }: Stating,
): Promise<Pick<StoredMapping, "balance" | "ledger" | "end" | "offer">> {
  const parsed = rows.map((row) => row.parsed);
  const read = parsed.filter(isReadable<IdentifiedRow>);
  const balance = told ?? checkBalance(read, account.currency);
  const { end, days } = findStated({ ...account, ...around, rows: parsed });
  if (end === null) return { balance: stating(balance, null), ledger: null, end, offer: null };
  const coming = rows.flatMap(({ parsed: row, verdict }) =>
    verdict.kind === "new" && isReadable(row) ? [row] : [],
  );
  const ledger = await foreseeLedger(db, { account, stated: { end, days }, coming });
  const isProved = !contradictsItself(balance);
  const after = parseAmount(ledger.after.amount, account.currency);
  const offer =
    isProved && after !== null ? await offerOpening(db, { account, end, after, rows: read }) : null;
  return { balance: stating(balance, ledger), ledger, end: isProved ? end : null, offer };
}

const stating = (balance: BalanceCheck | null, ledger: ForeseenLedger | null) =>
  balance && { ...balance, ledger };
