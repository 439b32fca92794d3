import type { LedgerContext } from "../../common/context";
import { checkStatement } from "./check-statement";
import type { FilePart } from "./file-part";
import { emptyFrame, type FileReading, type SentFile } from "./file-reading";
import type { ReadFor } from "./find-account";
import { findRemembered } from "./find-remembered";
import { readXlsx } from "./formats/xlsx/read-xlsx";
import { ImportMapping } from "./mapping-schema";
import { noSuchPart } from "./refusals";
import type { FileColumn } from "./schema";
import { type Column, clip } from "./table/columns";
import { readTable, readTableFile } from "./table/read-table";
import { takePart, tellOthers } from "./take-part";

interface TableFile extends SentFile {
  format: "xlsx" | "table";
}

/**
 * The rows of a table, of text or of a spreadsheet's cells, or what it leaves open. A table is
 * divided into accounts only where its rows name theirs.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readTables(
  ctx: LedgerContext,
  account: ReadFor,
  { format, bytes, choice, part }: TableFile,
): Promise<FileReading> {
  const { id, name, currency, isLiability } = account;
  const context = {
    ...{ currency, isLiability, accountName: name, choice },
    today: ctx.now().toISOString().slice(0, 10),
    remember: async (form: string) => (id === null ? null : findRemembered(ctx, id, form)),
  };
  const workbook = format === "xlsx" ? await readXlsx(bytes) : null;
  const { parts, form, isOwn, columns, ...told } =
    workbook === null
      ? await readTableFile(bytes, context)
      : await readTable(workbook.rows, context);
  const known = {
    ...emptyFrame(isOwn ? "pfn-csv" : format === "xlsx" ? format : "csv"),
    ...told,
    columns: columns.map(toFileColumn),
  };
  const mapping = ImportMapping.safeParse(told.mapping);
  if (parts === null || !mapping.success) return { frame: known, draft: null };
  const draftOf = (one: FilePart) => ({
    ...{ mapping: mapping.data, form, rows: one.rows },
    ...statedAround(one, { currency, balanceColumn: mapping.data.balanceColumn }),
  });
  const [only] = parts;
  const isPlain = parts.length === 1 && only?.ref === null && only.currency === currency;
  if (only !== undefined && isPlain) {
    if (part !== undefined) throw noSuchPart(0);
    const others = [...(workbook?.otherLines ?? []), ...only.otherLines];
    const frame = { ...known, ...tellOthers(others) };
    return { frame, draft: draftOf(only) };
  }
  const { frame, taken } = await takePart(ctx, account, { parts, part, frame: known });
  if (taken === null) return { frame, draft: null };
  return { frame, draft: { ...draftOf(taken), ref: taken.storedRef } };
}

/** Where no column has balances, lines around the rows may state them. */
function statedAround(
  part: FilePart,
  { currency, balanceColumn }: { currency: string; balanceColumn: number | null },
): Pick<NonNullable<FileReading["draft"]>, "balance" | "around"> {
  if (balanceColumn !== null || part.closing === null) return { balance: null };
  const { opening, closing } = part;
  return { balance: checkStatement(part, currency, "lines"), around: { opening, closing } };
}

const toFileColumn = ({ number, name, filled, words }: Column): FileColumn => ({
  column: number,
  name: name === null ? null : clip(name),
  samples: filled.slice(0, 3).map(clip),
  words: words === null ? [] : [...new Set(filled)].slice(0, words.length).map(clip),
});
