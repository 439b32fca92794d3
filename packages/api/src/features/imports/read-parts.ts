import { currencyDigits } from "@pfn/keys/currencies";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { toMoney } from "../../common/money/money";
import { cleanLine } from "../../common/text/text";
import { checkStatement } from "./check-statement";
import { choosePart, type NumberedPart } from "./choose-part";
import { type FilePart, isReadable } from "./file-part";
import { emptyFrame, type FileReading, type SentFile } from "./file-reading";
import type { ImportAccount } from "./find-account";
import { findRefs, toStoredRef } from "./find-refs";
import { findRememberedChoice } from "./find-remembered";
import { readCamt } from "./formats/camt/read-camt";
import { decodeFormat } from "./formats/decode-format";
import { readMt940 } from "./formats/mt940/read-mt940";
import { readOfx } from "./formats/ofx/read-ofx";
import { readQif } from "./formats/qif/read-qif";
import { takesNoMapping } from "./formats/refusals";
import type { Part } from "./parts-schema";
import { noRows } from "./refusals";

/** A file whose format tells accounts apart. */
interface PartsFile extends SentFile {
  format: "ofx" | "qif" | "camt" | "mt940";
}

const NAMES = { qif: "QIF", ofx: "OFX", camt: "CAMT", mt940: "MT940" } as const;
const READERS = { ofx: readOfx, camt: readCamt, mt940: readMt940 } as const;

/** Other lines that an answer names one by one; all are counted. */
const MAX_OTHER_LINES = 50;

/**
 * The rows of one account of an OFX, QIF, CAMT or MT940 file, or what the file leaves open: which
 * account it is, or in QIF how days and amounts are written.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readParts(
  ctx: LedgerContext,
  account: ImportAccount,
  file: PartsFile,
): Promise<FileReading> {
  const { format } = file;
  const { parts: read, choice, ambiguous, isRemembered } = await readFormat(ctx, account, file);
  const frame = { ...emptyFrame(format), mapping: choice, isRemembered };
  if (ambiguous.length > 0) return { frame: { ...frame, ambiguous }, draft: null };

  const parts = await numberParts(ctx, read);
  const chosen = choosePart(parts, { account, part: file.part });
  const others = ("field" in chosen ? parts : [chosen]).flatMap(({ otherLines }) => otherLines);
  const named = {
    ...frame,
    parts: parts.map((part) => toWire(part, account.currency)),
    otherLines: others.slice(0, MAX_OTHER_LINES),
    otherLineCount: others.length,
  };
  if ("field" in chosen) return { frame: { ...named, ambiguous: [chosen] }, draft: null };
  if (chosen.rows.length === 0) throw noRows();
  return {
    frame: named,
    draft: {
      ...{ mapping: null, form: format, choice, rows: chosen.rows },
      ref: chosen.ref === null ? null : toStoredRef(ctx.principal.ledgerId, chosen.ref),
      balance: checkStatement(chosen, account.currency),
      around: { opening: chosen.opening, closing: chosen.closing },
    },
  };
}

/** @throws DomainError BAD_REQUEST also for a mapping that the format has no use for */
async function readFormat(
  ctx: LedgerContext,
  { id, currency }: ImportAccount,
  { format, bytes, choice }: PartsFile,
) {
  const settled = Object.entries(choice).filter(([, value]) => value !== undefined);
  const allowed: readonly string[] = format === "qif" ? QIF_FIELDS : [];
  if (settled.some(([field]) => !allowed.includes(field)))
    throw takesNoMapping(NAMES[format], allowed);
  const text = await decodeFormat(bytes);
  if (format !== "qif") {
    const parts = await READERS[format](text, currency);
    return { parts, choice: {}, ambiguous: [], isRemembered: false };
  }
  const remembered = await findRememberedChoice(ctx, id, format);
  const { dateOrder, decimalMark } = choice;
  const reading = await readQif(text, {
    currency,
    today: ctx.now().toISOString().slice(0, 10),
    choice: defined({ dateOrder, decimalMark }),
    remembered,
  });
  return { ...reading, isRemembered: remembered !== null };
}

/** What a file without columns leaves to its sender. */
const QIF_FIELDS = ["dateOrder", "decimalMark"] as const;

/** With names that are safe to show, and the accounts that they are known for. */
async function numberParts(
  ctx: LedgerContext,
  parts: readonly FilePart[],
): Promise<NumberedPart[]> {
  const { ledgerId } = ctx.principal;
  const known = parts.map((part, at) => {
    const ref = cleanLine(part.ref ?? "", 100) || null;
    return { ...part, ref, part: at + 1, hash: ref === null ? null : toStoredRef(ledgerId, ref) };
  });
  const accounts = await findRefs(
    ctx,
    known.map(({ hash }) => hash).filter((hash) => hash !== null),
  );
  return known.map(({ hash, ...part }) => ({
    ...part,
    accountId: accounts.get(hash?.hash ?? "") ?? null,
  }));
}

function toWire(part: NumberedPart, fallback: string): Part {
  const { rows, closing, currency, ref, kind, accountId } = part;
  const days = rows
    .filter(isReadable)
    .map(({ date }) => date)
    .sort();
  const stated = currency ?? fallback;
  return {
    ...{ part: part.part, ref, kind, currency, rows: rows.length, accountId },
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    closing:
      closing === null || currencyDigits(stated) === undefined
        ? null
        : { ...toMoney(BigInt(closing.amountMinor), stated), on: closing.on },
  };
}
