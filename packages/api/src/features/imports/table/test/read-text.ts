import { isReadable } from "../../file-part";
import type { ImportMapping, MappingChoice } from "../../mapping-schema";
import { readTableFile } from "../read-table";

interface How {
  currency?: string;
  isLiability?: boolean;
  choice?: MappingChoice;
  /** A civil date. */
  today?: string;
  /** How an earlier file was read. */
  remember?: () => Promise<ImportMapping | null>;
}

const nothing = () => Promise.resolve(null);

/** A file as `imports.preview` reads it, told in a few words. */
export async function readText(file: string | Buffer, how: How = {}) {
  const { currency = "EUR", isLiability = false, choice = {}, today = "2026-11-30" } = how;
  const { remember = nothing } = how;
  const reading = await readTableFile(Buffer.from(file), {
    ...{ currency, isLiability, choice, today, accountName: "Any", remember },
  });
  const rows = reading.parts?.flatMap((part) => part.rows) ?? [];
  const booked = rows.filter(isReadable).filter(({ isBooked }) => isBooked);
  return {
    ...reading,
    asked: reading.ambiguous.map(({ field }) => field),
    booked: booked.map(({ date, amountMinor }) => `${date} ${amountMinor}`),
    payees: booked.map(({ payee }) => payee),
    open: rows.filter(({ isBooked }) => isBooked === false).map(({ line }) => line),
    errors: rows.flatMap((row) =>
      "reason" in row && row.isBooked !== false ? [`${row.line}: ${row.reason}`] : [],
    ),
    others: reading.parts?.flatMap(({ otherLines }) => otherLines) ?? [],
  };
}
