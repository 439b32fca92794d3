import type { MappingChoice } from "../../mapping-schema";
import { readTableFile } from "../read-table";

export const CURRENCY = "EUR";

/** The last day that a generated file has. */
export const LAST_DAY = "2069-12-31";

/**
 * The way of `imports.preview`, without the database. Null rows: the file leaves something open.
 */
export async function readLikePreview(bytes: Buffer, choice: MappingChoice) {
  const reading = await readTableFile(bytes, {
    ...{ currency: CURRENCY, isLiability: false, accountName: "Any", choice },
    today: LAST_DAY,
    remember: () => Promise.resolve(null),
  });
  return {
    reading,
    rows: reading.parts?.flatMap((part) => part.rows) ?? null,
    otherLines: reading.parts?.flatMap((part) => part.otherLines) ?? [],
  };
}
