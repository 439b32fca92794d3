/** A line of prose, in a document or in a comment. */
export interface ProseLine {
  line: number;
  text: string;
}

const COMMENT = /^\s*(?:\/\/|\/?\*+|#(?!!|[a-z])|--)(.*)$|\s\/\/ (.*)$/;

/** The prose of a file: all of a document but its code, and the comments of everything else. */
export function readProse(path: string, text: string): ProseLine[] {
  const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
  if (path.endsWith(".md")) return withoutFences(lines);
  return lines.flatMap(({ line, text: whole }) => {
    const comment = whole.match(COMMENT);
    return comment === null ? [] : [{ line, text: comment[1] ?? comment[2] ?? "" }];
  });
}

function withoutFences(lines: readonly ProseLine[]): ProseLine[] {
  let isCode = false;
  return lines.filter(({ text }) => {
    const isFence = /^\s*```/.test(text);
    if (isFence) isCode = !isCode;
    return !isCode && !isFence;
  });
}

/** The words of each sentence of a document, without its headings, tables and code. */
export function sentencesOf(lines: readonly ProseLine[]): string[][] {
  const blocks = lines
    .map(({ text }) => text.trim())
    .map((text) => (/^(#|\||<)/.test(text) ? "" : text.replace(/^([-*>]|\d+\.) /, "\n")))
    .map((text) => (text === "" ? "\n" : text))
    .join(" ");
  return blocks
    .replaceAll(/`[^`]*`/g, "code")
    .replaceAll(/\]\([^)]*\)/g, "]")
    .split(/(?<=[.!?][)"*_\]]*)\s+(?=["(*_[]*[A-Z])|\n/)
    .map((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)))
    .filter((words) => words.length > 0);
}

/** The length that nine of ten sentences do not exceed, in words. */
export function ninthDecile(sentences: readonly string[][]): number {
  const lengths = sentences.map(({ length }) => length).sort((a, b) => a - b);
  return lengths[Math.ceil(lengths.length * 0.9) - 1] ?? 0;
}
