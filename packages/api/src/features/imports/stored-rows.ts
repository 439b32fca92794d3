import { z } from "zod";
import { refusal } from "../../common/errors/refusal";
import type { SqlReader } from "../../common/reader";
import { yieldToEventLoop } from "../../common/yield-to-event-loop";
import { ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { BadRow } from "./file-part";
import type { IdentifiedRow } from "./identify-rows";
import { VerdictKind } from "./schema";

const Text = z.string().nullable();
const Path = z.array(z.string()).readonly().nullable().exactOptional();
const OwnLine = z.strictObject({
  category: Text,
  categoryPath: Path,
  amountMinor: z.string(),
  note: Text,
});

const StoredRow = z.strictObject({
  line: z.int(),
  date: z.string(),
  amountMinor: z.string(),
  payee: z.string(),
  note: Text,
  rawText: Text,
  externalId: Text,
  fingerprint: z.string(),
  balanceMinor: Text,
  status: z.enum(["posted", "pending"]),
  review: z.enum(["unreviewed", "reviewed"]),
  category: Text,
  ownId: Text,
  kind: z.enum(["regular", "opening", "adjustment"]).exactOptional(),
  lines: z.array(OwnLine).nullable().exactOptional(),
  transferId: Text.exactOptional(),
  valueDate: Text.exactOptional(),
  statedBalanceMinor: Text.exactOptional(),
  categoryPath: Path,
  transferTo: Text.exactOptional(),
  isBooked: z.boolean(),
});
const StoredBadRow: z.ZodType<BadRow> = z.strictObject({
  line: z.int(),
  reason: z.string(),
  isBooked: z.literal(false).exactOptional(),
});
const Stored: z.ZodType<IdentifiedRow | BadRow> = z.union([StoredRow, StoredBadRow]);

/** Less than a commit needs, so that imports of other versions of pfn stay readable. */
const Listed = z.union([
  StoredRow.pick({
    line: true,
    date: true,
    amountMinor: true,
    payee: true,
    note: true,
    externalId: true,
  }).strip(),
  StoredBadRow,
]);
const StoredVerdict = z.object({ kind: VerdictKind, matchId: Text, reason: Text });

/**
 * What a list shows of a row and of its verdict, as `saveDraft` wrote them. @throws ZodError when
 * they are neither
 */
export const readListedRow = (row: { parsed: unknown; verdict: unknown }) => ({
  parsed: Listed.parse(row.parsed),
  verdict: StoredVerdict.parse(row.verdict),
});

/** A row, and which of the file's it is: they are numbered from 0, without gaps. */
interface StoredRowAt {
  index: number;
  row: IdentifiedRow | BadRow;
}

/**
 * Every row of a draft as `saveDraft` wrote it, in the file's order; read in parts, because the
 * largest file has very many.
 *
 * @throws DomainError CONFLICT when another version of pfn wrote them otherwise
 */
export async function readStoredRows(tx: SqlReader, importId: string): Promise<StoredRowAt[]> {
  const rows: StoredRowAt[] = [];
  for (;;) {
    const part = await tx.$queryRaw<{ index: number; parsed: unknown }[]>`
      select index, parsed from import_rows
      where import_id = ${importId}::uuid and index >= ${rows.length}::int
      order by index limit ${ROWS_PER_STATEMENT}::int`;
    rows.push(...part.map(({ index, parsed }) => ({ index, row: readStoredRow(parsed) })));
    if (part.length < ROWS_PER_STATEMENT) return rows;
    await yieldToEventLoop();
  }
}

/** A draft may be older than this version of pfn. */
function readStoredRow(parsed: unknown): IdentifiedRow | BadRow {
  const row = Stored.safeParse(parsed);
  if (row.success) return row.data;
  throw refusal(
    "CONFLICT",
    "id",
    "this import was previewed by another version of pfn.",
    "Preview the file again and commit the new preview.",
  );
}
