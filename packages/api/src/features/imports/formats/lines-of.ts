/** The longest line that a reader looks at as a whole. UTF-16 units. */
export const MAX_LINE_CHARS = 262_144;

export interface TextLine {
  text: string;
  /** From 1. */
  line: number;
  /** Where the next line begins. */
  end: number;
}

/** The lines of a text, one at a time. They end with CR, LF or both. */
export function* linesOf(text: string): Generator<TextLine> {
  const end = /\r\n?|\n/g;
  let [at, line] = [0, 1];
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield { text: text.slice(at, found.index), line, end: end.lastIndex };
    [at, line] = [end.lastIndex, line + 1];
  }
  if (at < text.length) yield { text: text.slice(at), line, end: text.length };
}

/**
 * Tells the line of one place after the other. Each part of the text is looked at once, so the
 * places must not go back.
 */
export function countLines(text: string): (at: number) => number {
  let [line, seen] = [1, 0];
  return (at) => {
    for (; seen < at; seen += 1) {
      const unit = text.charCodeAt(seen);
      const isEnd =
        unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(seen + 1) !== LINE_FEED);
      if (isEnd) line += 1;
    }
    return line;
  };
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
