import { currencyDigits } from "@pfn/keys/currencies";
import type { LedgerContext } from "../../common/context";
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
import { type QifChoice, readQif } from "./formats/qif/read-qif";
import { takesNoMapping } from "./formats/refusals";
import { noRows } from "./refusals";
import type { MappingChoice, Part } from "./schema";

/** A file whose format tells accounts apart. */
interface PartsFile extends SentFile {
  format: "ofx" | "qif" | "camt" | "mt940";
}

const NAMES = { ofx: "OFX", camt: "CAMT", mt940: "MT940" } as const;
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
  const { choice, isRemembered } = await chooseFor(ctx, account, file);
  const text = await decodeFormat(file.bytes);
  const today = ctx.now().toISOString().slice(0, 10);
  const { parts: read, ambiguous } =
    format === "qif"
      ? await readQif(text, { currency: account.currency, today, choice })
      : { parts: await READERS[format](text, account.currency), ambiguous: [] };
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
    },
  };
}

/**
 * What the caller settled, and for QIF, where the caller says nothing, what was settled for the
 * account's last file.
 *
 * @throws DomainError BAD_REQUEST for a mapping that the format has no use for
 */
async function chooseFor(ctx: LedgerContext, account: ImportAccount, file: PartsFile) {
  const settled = Object.entries(file.choice).filter(([, value]) => value !== undefined);
  const { format, choice } = file;
  const isForeign = settled.some(
    ([field]) => format !== "qif" || (field !== "dateOrder" && field !== "decimalMark"),
  );
  if (isForeign) throw takesNoMapping(format === "qif" ? "QIF" : NAMES[format]);
  const remembered = format === "qif" ? await findRememberedChoice(ctx, account.id, format) : null;
  return {
    choice: { ...remembered, ...settledOf(choice) } satisfies MappingChoice & QifChoice,
    isRemembered: remembered !== null && Object.keys(remembered).length > 0,
  };
}

const settledOf = ({ dateOrder, decimalMark }: MappingChoice) => ({
  ...(dateOrder !== undefined && { dateOrder }),
  ...(decimalMark !== undefined && { decimalMark }),
});

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
