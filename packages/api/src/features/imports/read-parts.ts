import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { checkStatement } from "./check-statement";
import { emptyFrame, type FileReading, type SentFile } from "./file-reading";
import type { ReadFor } from "./find-account";
import { findRememberedChoice } from "./find-remembered";
import { readCamt } from "./formats/camt/read-camt";
import { decodeFormat } from "./formats/decode-format";
import { readMt940 } from "./formats/mt940/read-mt940";
import { readOfx } from "./formats/ofx/read-ofx";
import { readQif } from "./formats/qif/read-qif";
import { takesNoMapping } from "./formats/refusals";
import { takePart } from "./take-part";

/** A file whose format tells accounts apart. */
interface PartsFile extends SentFile {
  format: "ofx" | "qif" | "camt" | "mt940";
}

const NAMES = { qif: "QIF", ofx: "OFX", camt: "CAMT", mt940: "MT940" } as const;
const READERS = { ofx: readOfx, camt: readCamt, mt940: readMt940 } as const;

/**
 * The rows of one account of an OFX, QIF, CAMT or MT940 file, or what the file leaves open: which
 * account it is, or in QIF how days and amounts are written.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readParts(
  ctx: LedgerContext,
  account: ReadFor,
  file: PartsFile,
): Promise<FileReading> {
  const { format, part } = file;
  const { parts, choice, ambiguous, isRemembered } = await readFormat(ctx, account, file);
  const known = { ...emptyFrame(format), mapping: choice, isRemembered };
  if (ambiguous.length > 0) return { frame: { ...known, ambiguous }, draft: null };
  const { frame, taken } = await takePart(ctx, account, { parts, part, frame: known });
  if (taken === null) return { frame, draft: null };
  return {
    frame,
    draft: {
      ...{ mapping: null, form: format, choice, rows: taken.rows, ref: taken.storedRef },
      balance: checkStatement(taken, account.currency),
      around: { opening: taken.opening, closing: taken.closing },
    },
  };
}

/** @throws DomainError BAD_REQUEST also for a mapping that the format has no use for */
async function readFormat(
  ctx: LedgerContext,
  { id, currency }: ReadFor,
  { format, bytes, choice }: PartsFile,
) {
  const settled = Object.entries(choice).filter(([, value]) => value !== undefined);
  const allowed: readonly string[] = format === "qif" ? QIF_FIELDS : [];
  if (settled.some(([field]) => !allowed.includes(field)))
    throw takesNoMapping(NAMES[format], allowed);
  const text = await decodeFormat(bytes, currency);
  if (format !== "qif") {
    const parts = await READERS[format](text, currency);
    return { parts, choice: {}, ambiguous: [], isRemembered: false };
  }
  const remembered = id === null ? null : await findRememberedChoice(ctx, id, format);
  const { dateOrder, dateYear, monthLanguage, decimalMark } = choice;
  const reading = await readQif(text, {
    currency,
    today: ctx.now().toISOString().slice(0, 10),
    choice: defined({ dateOrder, dateYear, monthLanguage, decimalMark }),
    remembered,
  });
  return { ...reading, isRemembered: remembered !== null };
}

/** What a file without columns leaves to its sender. */
const QIF_FIELDS = ["dateYear", "monthLanguage", "dateOrder", "decimalMark"] as const;
