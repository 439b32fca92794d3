import { createHash } from "node:crypto";
import type { LedgerContext } from "../context";
import { DomainError } from "../errors/domain-error";
import { checkBalance } from "./csv/check-balance";
import type { Column } from "./csv/columns";
import { isOwnFormat, OWN_MAPPING } from "./csv/own-format";
import { type BadRow, isBad, parseRows, type ReadRow } from "./csv/parse-rows";
import { type Proposal, proposeMapping } from "./csv/propose-mapping";
import { type CsvFile, readFile } from "./csv/read-file";
import { findAccount, type ImportAccount } from "./find-account";
import { findRemembered } from "./find-remembered";
import { identifyRows } from "./identify-rows";
import { judgeRows } from "./judge-rows";
import { readContent } from "./read-content";
import { readImport } from "./read-import";
import { readImportRows } from "./read-import-rows";
import { tooManyRows } from "./refusals";
import { type DraftRow, saveDraft } from "./save-draft";
import {
  type FileColumn,
  ImportMapping,
  MAX_FILE_ROWS,
  type PreviewImportInput,
  type PreviewImportOutput,
} from "./schema";
import { formOf } from "./stored-mapping";

/** Rows in the answer itself; the others are read with `imports.get`. */
const FIRST_PAGE = 20;

/**
 * Reads a bank's file and says what it would do to the account: which rows are new, which are there already. Nothing of the ledger changes;
 * a draft is kept for `imports.commit`, for a day.
 *
 * @throws DomainError NOT_FOUND for somebody else's account; BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function previewImport(ctx: LedgerContext, input: PreviewImportInput): Promise<PreviewImportOutput> {
  const account = await findAccount(ctx.db, ctx.principal.ledgerId, input.accountId);
  const bytes = readContent(input);
  const choice = input.mapping ?? {};
  const file = await readFile(bytes, choice, account.currency);
  if (file.records.length - file.headerLine > MAX_FILE_ROWS) throw tooManyRows();
  const form = formOf(file);
  const remembered = await findRemembered(ctx, account.id, form);
  const proposal = proposeMapping(file.records, {
    ...file,
    choice: { ...(isOwnFormat(headerOf(file)) ? OWN_MAPPING : {}), ...choice },
    remembered,
    account,
  });
  refuseMissingColumns(proposal);
  const frame = {
    ambiguous: proposal.ambiguous,
    mapping: proposal.mapping,
    isRemembered: remembered !== null,
    columns: proposal.columns.map(toFileColumn),
  };
  const mapping = ImportMapping.safeParse(proposal.mapping);
  if (proposal.ambiguous.length > 0 || !mapping.success) {
    return { ...frame, import: null, items: [], nextCursor: null };
  }
  const rows = await parseRows(file.records, {
    mapping: mapping.data,
    currency: account.currency,
    accountName: account.name,
  });
  const id = await saveDraft(ctx, {
    accountId: account.id,
    fileName: input.fileName,
    fileSha256: createHash("sha256").update(bytes).digest("hex"),
    format: isOwnFormat(headerOf(file)) ? "pfn-csv" : "csv",
    mapping: { mapping: mapping.data, form, balance: checkBalance(rows.filter(isReadable), account.currency) },
    rows: await judge(ctx, account, rows),
  });
  return {
    ...frame,
    import: await readImport(ctx, id),
    ...(await readImportRows(ctx, { id, limit: FIRST_PAGE })),
  };
}

const headerOf = ({ headerLine, records }: CsvFile) =>
  headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);

async function judge(
  ctx: LedgerContext,
  account: ImportAccount,
  rows: readonly (ReadRow | BadRow)[],
): Promise<DraftRow[]> {
  const readable = rows.filter(isReadable);
  const identities = identifyRows(account.id, readable);
  const identified = readable.map((row, index) => ({ ...row, ...identities[index] })).filter(hasIdentity);
  const verdicts = await judgeRows(ctx.db, { ledgerId: ctx.principal.ledgerId, accountId: account.id }, identified);
  let next = 0;
  return rows.map((row): DraftRow => {
    if (isBad(row)) return { parsed: row, verdict: { kind: "error", matchId: null, reason: row.reason } };
    const [parsed, verdict] = [identified[next], verdicts[next]];
    next += 1;
    if (parsed === undefined || verdict === undefined) throw new Error("Each readable row has a verdict.");
    return { parsed, verdict };
  });
}

const hasIdentity = <R extends { fingerprint?: string | undefined }>(
  row: R,
): row is R & { fingerprint: string; externalId: string | null } => row.fingerprint !== undefined;

const isReadable = (row: ReadRow | BadRow): row is ReadRow => !isBad(row);

const toFileColumn = ({ number, name, filled }: Column): FileColumn => ({
  column: number,
  name: name === null ? null : clip(name),
  samples: filled.slice(0, 3).map(clip),
});

const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A mapping may name only columns that the file has. */
function refuseMissingColumns({ mapping, columns }: Proposal): void {
  const { amount, ...fields } = mapping;
  for (const [field, value] of [...Object.entries(fields), ...Object.entries(amount ?? {})]) {
    if (!field.toLowerCase().endsWith("column") || typeof value !== "number" || value <= columns.length) continue;
    const path = field in fields ? `mapping.${field}` : `mapping.amount.${field}`;
    throw new DomainError("BAD_REQUEST", `\`${path}\`: the file has ${columns.length} columns.`, {
      path,
      hint: "Columns count from 1; `columns` of a preview without mapping names them.",
    });
  }
}
