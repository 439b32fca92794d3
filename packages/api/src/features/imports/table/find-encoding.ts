import { isAscii, isUtf8 } from "node:buffer";
import { analyse } from "chardet";
import iconv from "iconv-lite";
import { cleanLine } from "../../../common/text/text";
import type { Evidence } from "../schema";
import { lineAt } from "./line-at";
import { ENCODINGS, type Encoding } from "./mapping";

/** How much of a file tells its encoding. Bytes. */
const SNIFFED_BYTES = 65_536;

/** Characters of a word that shows how a file's letters are read. */
const WORD_CHARS = 40;

/** What encodings the library does not know are worth before anything is said for them. */
const UNKNOWN_TO_LIBRARY: readonly Encoding[] = ["cp850", "cp852", "cp866", "iso-8859-15"];
const BASE = 8;
/** What most banks write, where the currency is that of no other letters. */
const WESTERN = 20;
/** Where an account's currency makes an encoding likely. */
const BY_CURRENCY: Readonly<Record<string, readonly Encoding[]>> = {
  ...{ PLN: ["windows-1250", "iso-8859-2"], CZK: ["windows-1250", "iso-8859-2"] },
  ...{ HUF: ["windows-1250", "iso-8859-2"], RON: ["windows-1250", "iso-8859-2"] },
  ...{ RUB: ["windows-1251"], BGN: ["windows-1251"], UAH: ["windows-1251"] },
  ...{ TRY: ["windows-1254", "iso-8859-9"], JPY: ["shift_jis", "euc-jp"], KRW: ["euc-kr"] },
  ...{ CNY: ["gb18030"], TWD: ["big5"], ILS: ["windows-1255"] },
};
const FOR_CURRENCY = 30;
/** A sign that no honest word has weighs more than any likelihood. */
const FOR_MISFIT = 600;

/** How a file's bytes are text, and what speaks for it. */
export interface FoundEncoding {
  encoding: Encoding;
  /** The next likely ones, for a person who sees wrong letters. */
  others: readonly Encoding[];
}

/**
 * The encoding of a file: its byte order mark, the zeros of UTF-16, well-formed UTF-8, UTF-8 with
 * few broken signs; else the likeliest under which no word looks wrong.
 */
export function findEncoding(bytes: Buffer, currency: string): FoundEncoding {
  const sure = sureEncoding(bytes);
  if (sure !== null) return { encoding: sure, others: [] };
  const telling = tellingParts(foreignPart(bytes));
  const likely = rate(telling, currency);
  const [encoding = "windows-1252", ...others] = likely;
  return { encoding, others: others.slice(0, 4) };
}

/** The encoding where the bytes leave no doubt. */
export function sureEncoding(bytes: Buffer): Encoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, SNIFFED_BYTES);
  let [even, odd] = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > head.length / 5 && even === 0) return "utf-16le";
  if (even > head.length / 5 && odd === 0) return "utf-16be";
  return isUtf8(bytes) || isNearlyUtf8(bytes) ? "utf-8" : null;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Good signs to one broken one. */
const GOOD_TO_BROKEN = 10;

/**
 * UTF-8 with no more than one broken sign to ten good ones, or behind a byte order mark: a program
 * cut its texts between two bytes.
 */
export function isNearlyUtf8(bytes: Buffer): boolean {
  if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) return true;
  const text = foreignPart(bytes).toString("utf8");
  const broken = text.split("\ufffd").length - 1;
  const good = (text.match(/[^\0-\x7f\ufffd]/gu) ?? []).length;
  return good >= broken * GOOD_TO_BROKEN;
}

/** The part of a file that tells its encoding: from its first byte beyond ASCII on. */
function foreignPart(bytes: Buffer): Buffer {
  const first = isAscii(bytes) ? -1 : bytes.findIndex((byte) => byte >= 0x80);
  const start = first === -1 ? bytes.length : Math.max(0, first - WORD_CHARS);
  return bytes.subarray(start, start + SNIFFED_BYTES);
}

/** The words that have bytes beyond ASCII, with a space between them. */
function tellingParts(head: Buffer): Buffer {
  const parts: Buffer[] = [];
  let start = 0;
  let isTelling = false;
  for (let at = 0; at <= head.length; at += 1) {
    const byte = head[at] ?? 0x0a;
    if (byte >= 0x80) isTelling = true;
    if (byte > 0x20 && byte !== 0x2c && byte !== 0x3b && byte !== 0x22) continue;
    if (isTelling) parts.push(head.subarray(start, at), SPACE);
    [start, isTelling] = [at + 1, false];
  }
  return Buffer.concat(parts);
}
const SPACE = Buffer.from(" ");

function rate(telling: Buffer, currency: string): Encoding[] {
  const scores = new Map<Encoding, number>();
  const raise = (encoding: Encoding, score: number) =>
    scores.set(encoding, Math.max(score, scores.get(encoding) ?? 0));
  for (const { name, confidence } of analyse(telling)) {
    const encoding = ENCODINGS.find((known) => known === name.toLowerCase());
    if (encoding !== undefined && !encoding.startsWith("utf")) raise(encoding, confidence);
  }
  for (const encoding of UNKNOWN_TO_LIBRARY) raise(encoding, BASE);
  const western = telling.some(isWindowsByte) ? "windows-1252" : "iso-8859-1";
  const add = (encoding: Encoding, score: number) =>
    scores.set(encoding, (scores.get(encoding) ?? 0) + score);
  if (BY_CURRENCY[currency] === undefined) add(western, WESTERN);
  for (const encoding of BY_CURRENCY[currency] ?? []) add(encoding, FOR_CURRENCY);
  const rated = [...scores].map(([encoding, score]) => ({
    encoding,
    score: score - FOR_MISFIT * misfits(iconv.decode(telling, encoding)),
  }));
  return rated
    .sort(
      (a, b) => b.score - a.score || ENCODINGS.indexOf(a.encoding) - ENCODINGS.indexOf(b.encoding),
    )
    .map(({ encoding }) => encoding);
}

/** What Windows-1252 has where ISO-8859-1 has control characters, which no bank writes. */
const isWindowsByte = (byte: number) => byte >= 0x80 && byte <= 0x9f;

/** Signs of no bank: controls, lines to draw with, and what a decoder could not read. */
const BROKEN = /[\p{Cc}\p{Co}\p{Cn}\u2500-\u25ff\ufffd]/gu;
/** A sign within a word that is no letter, or a capital behind a small letter. */
const WITHIN = /(?<=\p{L})[^\0-\x7f\p{L}\p{M}’](?=\p{L})|(?<=\p{Ll})(?=[^\0-\x7f])\p{Lu}/gu;
const LATIN_BESIDE =
  /\p{Script=Latin}(?![\p{Script=Latin}\p{M}])\p{L}|(?![\p{Script=Latin}])\p{L}\p{Script=Latin}/gu;

/** The share of foreign signs that stand where none can. */
function misfits(text: string): number {
  const foreign = (text.match(/[^\0-\x7f]/gu) ?? []).length;
  const wrong = [BROKEN, WITHIN, LATIN_BESIDE].reduce(
    (sum, pattern) => sum + (text.match(pattern) ?? []).length,
    0,
  );
  return foreign === 0 ? 0 : wrong / foreign;
}

/** Where the first letter beyond ASCII stands, or what could not be read. */
function firstForeignLetter(text: string): number | undefined {
  // Most files have none, and this look at all of their text is the cheaper one.
  const start = text.search(/[^\0-\x7f]/);
  if (start === -1) return undefined;
  const letter = /(?=[^\0-\x7f])[\p{L}\ufffd]/gu;
  letter.lastIndex = start;
  return letter.exec(text)?.index;
}

/** How the letters of a file are read, and what of them is broken; nothing where all are plain. */
export function describeEncoding(text: string, { encoding, others }: FoundEncoding): Evidence[] {
  const first = firstForeignLetter(text);
  const broken = text.split("\ufffd").length - 1;
  if (first === undefined || (encoding === "utf-8" && broken === 0)) return [];
  const before = /[\p{L}\p{M}]*$/u.exec(text.slice(Math.max(0, first - WORD_CHARS), first));
  const behind = /^[\p{L}\p{M}\ufffd]*/u.exec(text.slice(first, first + WORD_CHARS));
  const word = `${before?.[0] ?? ""}${behind?.[0] ?? ""}`;
  const at = text.indexOf("\ufffd");
  const letters = broken === 1 ? "1 broken letter" : `${broken} broken letters`;
  const says =
    `${encoding}, in which a word is "${cleanLine(word, WORD_CHARS)}"` +
    (others.length === 0 ? "" : `; less likely ${others.join(", ")}`) +
    (broken === 0 ? "" : `; ${letters}, the first in line ${lineAt(text, at)}`);
  return [{ field: "encoding", says, agrees: 1, of: 1 }];
}
