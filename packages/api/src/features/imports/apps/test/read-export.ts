import type { FilePart } from "../../file-part";
import { isReadable } from "../../file-part";
import type { MappingChoice } from "../../mapping-schema";
import { readTableFile } from "../../table/read-table";

interface How {
  currency?: string;
  choice?: MappingChoice;
  /** A civil date. */
  today?: string;
}

/** Another program's export as `imports.preview` reads it, without the database. */
export async function readExport(file: string | Buffer, how: How = {}) {
  const { currency = "USD", choice = {}, today = "2026-11-29" } = how;
  const reading = await readTableFile(Buffer.from(file), {
    ...{ currency, choice, today, isLiability: false, accountName: "Any" },
    remember: () => Promise.resolve(null),
  });
  const parts = reading.parts ?? [];
  return {
    reading,
    app: reading.mapping.app,
    asked: reading.ambiguous.map(({ field }) => field),
    parts: parts.map(tellPart),
    others: parts.flatMap(({ otherLines }) => otherLines),
  };
}

/** Each row in few words: what it has beyond a day, an amount and a payee only where it has it. */
function tellPart({ ref, currency, rows }: FilePart) {
  return {
    ref,
    currency,
    errors: rows.flatMap((row) => ("reason" in row ? [`${row.line}: ${row.reason}`] : [])),
    rows: rows.filter(isReadable).map((row) => ({
      ...{ date: row.date, minor: row.amountMinor, payee: row.payee, note: row.note },
      ...(row.categoryPath && { category: row.categoryPath.join(": ") }),
      ...(row.transferTo && { transferTo: row.transferTo }),
      ...(row.kind && { kind: row.kind }),
      ...(row.status === "pending" && { status: row.status }),
      ...(row.lines && {
        lines: row.lines.map(({ categoryPath, amountMinor, note }) => [
          ...[categoryPath?.join(": ") ?? null, amountMinor, note],
        ]),
      }),
    })),
  };
}
