import type { FilePart } from "../../file-part";
import { recognize } from "../../recognize";
import type { TableRow } from "../../table/mapping";
import { readCamt } from "../camt/read-camt";
import { decodeFormat } from "../decode-format";
import { readMt940 } from "../mt940/read-mt940";
import { readOfx } from "../ofx/read-ofx";
import { type QifReading, readQif } from "../qif/read-qif";
import { readXlsx } from "../xlsx/read-xlsx";
import { CURRENCY } from "./ledger-month";

export const TODAY = "2026-11-29";

/** The way of `imports.preview` up to the rows, without the database. Tables are no part of it. */
export type Outcome =
  | { format: "ofx" | "camt" | "mt940"; parts: FilePart[] }
  | ({ format: "qif" } & QifReading)
  | { format: "xlsx"; rows: TableRow[] }
  | { format: "json" | "table" };

export async function readFormat(bytes: Buffer): Promise<Outcome> {
  const format = recognize(bytes);
  if (format === "json" || format === "table") return { format };
  if (format === "xlsx") return { format, rows: (await readXlsx(bytes)).rows };
  const text = await decodeFormat(bytes, CURRENCY);
  if (format === "qif")
    return {
      format,
      ...(await readQif(text, { currency: CURRENCY, today: TODAY, choice: {}, remembered: null })),
    };
  const read = { ofx: readOfx, camt: readCamt, mt940: readMt940 }[format];
  return { format, parts: await read(text, CURRENCY) };
}
