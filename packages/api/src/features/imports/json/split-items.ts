import { cutOff, malformed, somethingBehind, tooDeep, tooLong } from "./refusals";

/** One item of a JSON list: its text, not yet looked into, and the line on which it ends. */
export interface JsonItem {
  text: string;
  line: number;
}

/** The list, an item, its lines, a line, an amount; and room for exports to come. */
const MAX_DEPTH = 16;
/**
 * Fifty lines with long notes come to half of it; the bound keeps hostile items from filling the
 * memory. Characters.
 */
const MAX_ITEM_CHARS = 131_072;

/**
 * Takes the text of a JSON list apart, so that each item can be parsed by itself and a mistake has
 * a line. It looks at strings, brackets and commas alone; whether an item is well-formed is for its
 * parser to say.
 *
 * @throws DomainError BAD_REQUEST naming the line
 */
export function* splitItems(text: string): Generator<JsonItem> {
  let [depth, start, count, line] = [0, 0, 0, 1];
  for (let at = nextMark(text, 0); at !== -1; at = nextMark(text, at + 1)) {
    // At line breaks, too: an item of nothing else shall not be gone through to its end.
    if (at - start > MAX_ITEM_CHARS && depth > 0) throw tooLong(line, MAX_ITEM_CHARS);
    const mark = text[at];
    if (mark === "\n") {
      line += 1;
      continue;
    }
    if (mark === "[" || mark === "{") {
      if (depth === MAX_DEPTH) throw tooDeep(line);
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (mark !== ",") {
      depth -= 1;
      if (depth > 0) continue;
      if (mark !== "]") throw malformed(line);
      if (text.slice(at + 1).trim() !== "") throw somethingBehind(line);
      const last = text.slice(start, at);
      if (count > 0 || last.trim() !== "") yield toItem(last, line);
      return;
    } else if (depth === 1) {
      yield toItem(text.slice(start, at), line);
      [start, count] = [at + 1, count + 1];
    }
  }
  throw cutOff(countLines(text));
}

/** What stands before a mark on a line; there may be empty lines between. */
const toItem = (text: string, line: number): JsonItem => ({
  text,
  line: line - (countLines(text.slice(text.trimEnd().length)) - 1),
});

/** Without making a list of them: there may be millions. */
function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

const MARK = /[\n"[\]{},]/g;

/**
 * The place of the first bracket, comma or line break that lies outside of strings, from `from` on;
 * -1: there is none. It makes no objects: there may be millions of marks.
 */
function nextMark(text: string, from: number): number {
  MARK.lastIndex = from;
  while (MARK.test(text)) {
    const at = MARK.lastIndex - 1;
    if (text[at] !== '"') return at;
    MARK.lastIndex = endOfString(text, at);
  }
  return -1;
}

/**
 * The place behind a string, or behind the text where nothing closes it. A quote behind an odd
 * number of backslashes belongs to the string.
 */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}
