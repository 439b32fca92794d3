/** Longer cells are no days; the bound also keeps the patterns cheap. */
const MAX_CHARS = 60;

/** A cell that may be a day, before its order and its language are known. Parts are digits. */
export type DayParts = (
  | { kind: "numbers"; parts: readonly [string, string, string]; separator: string }
  /** Without year. */
  | { kind: "short"; parts: readonly [string, string]; separator: string }
  /** One of the words may be a month. Of two numbers one is the year. */
  | { kind: "named"; words: readonly string[]; numbers: readonly string[] }
) & {
  /** A word before the day that can only be that of a weekday. */
  weekday: string | null;
  /** Nothing but digits, so that it may be a number as well. */
  isBare: boolean;
};

/** Of any script that writes days from left to right. */
const DIGIT = /[\d\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/;
/** Most days are written so: nothing of them falls away. */
const PLAIN = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/;
const NUMBERS = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/;
const SHORT = /^(\d{1,2})([-/.])(\d{1,2})$/;
const COMPACT = /^\d{8}(?:\d{4}(?:\d\d)?(?:\.\d+)?)?$/;
/** A time of day behind the day, and what may follow it. */
const TIME =
  /[T ,]+(?:(?:오전|오후|午前|午後|上午|下午|[ap]\.?m\.?) ?)?\d{1,2}:\d{2}(?::\d{2})?\b.*$/;
const TIME_BEFORE = /^\d{1,2}:\d{2}(?::\d{2})?[ ,]+/;
const FILLERS: readonly string[] = [
  "de",
  "del",
  "of",
  "den",
  "d",
  "the",
  "le",
  "el",
  "e",
  "г",
  "р",
];

/**
 * What a cell has that a day is made of; null where it can be none. Weekdays, ordinals, times,
 * zones, closing dots and the signs for year, month and day of East Asia fall away.
 *
 * @example splitDay("Mon, 13. 2. 2026 08:15") // parts 13, 2, 2026 and the word Mon
 */
export function splitDay(cell: string): DayParts | null {
  if (cell.length > MAX_CHARS || !DIGIT.test(cell)) return null;
  const plain = PLAIN.exec(cell);
  if (plain !== null) return toNumbers(plain, { weekday: null, isBare: false });
  const text = toPlain(cell);
  const [, weekday = "", rest = text] = /^(\p{L}[\p{L}\p{M}]+)[., ]+(?=\d)(.+)$/u.exec(text) ?? [];
  const beside = { weekday: weekday === "" ? null : weekday, isBare: false };
  if (COMPACT.test(rest)) {
    const digits = rest.slice(0, 8);
    return {
      ...{ kind: "numbers", separator: "", ...beside, isBare: rest === cell.trim() },
      parts: [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)],
    };
  }
  const numbers = NUMBERS.exec(rest);
  if (numbers !== null) return toNumbers(numbers, beside);
  const short = SHORT.exec(rest);
  // `12.50` is an amount; `13.10.` is a day.
  const isDay = short !== null && (short[2] !== "." || /\.\s*$/.test(cell));
  if (isDay)
    return {
      ...{ kind: "short", separator: short[2] ?? "", ...beside },
      parts: [short[1] ?? "", short[3] ?? ""],
    };
  return splitNamed(text);
}

const toNumbers = (
  [, first = "", separator = "", second = "", third = ""]: RegExpExecArray,
  beside: Pick<DayParts, "weekday" | "isBare">,
): DayParts => ({ kind: "numbers", parts: [first, second, third], separator, ...beside });

const toPlain = (cell: string): string =>
  cell
    .trim()
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
      String(digit.charCodeAt(0) & 15),
    )
    .replace(/^'|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\[[^\]]*\]$/, "")
    .replace(TIME_BEFORE, "")
    .replace(TIME, "")
    .replace(/(\d)\s*[年년月월]\s*/g, "$1-")
    .replace(/(\d)\s*[日일]$/, "$1")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/([-/. ])\s*['’](?=\d\d$)/, "$1")
    .replace(/^(\d{1,2})([-/.])\s*(\d{1,2})['’](\d\d)$/, "$1$2$3$2$4")
    .replace(/([-/.])\s+(?=\d)/g, "$1")
    .replace(/(\d)(?:st|nd|rd|th|º|ª|er|e)(?=[\s,])/gi, "$1")
    .replace(/(\d)\.$/, "$1")
    .trim();

/** A day with its month in letters: few words, two or three numbers, nothing else. */
function splitNamed(text: string): DayParts | null {
  if (!/\p{L}{3}/u.test(text) && !/\p{L}.*\p{L}/u.test(text)) return null;
  const tokens = text.match(/\d+|[\p{L}\p{M}]+|[^\s\d\p{L}\p{M}]+/gu) ?? [];
  if (tokens.length > 9) return null;
  const [words, numbers]: [string[], string[]] = [[], []];
  for (const token of tokens) {
    if (/^\d/.test(token)) numbers.push(token);
    else if (/^[\p{L}\p{M}]/u.test(token)) {
      if (!FILLERS.includes(token.toLowerCase())) words.push(token);
    } else if (!/^[-/.,'’]+$/.test(token)) return null;
  }
  const isLikely = words.length >= 1 && words.length <= 2 && [1, 2].includes(numbers.length);
  if (!isLikely || numbers.some((digits) => digits.length > 4)) return null;
  return { kind: "named", words, numbers, weekday: null, isBare: false };
}
