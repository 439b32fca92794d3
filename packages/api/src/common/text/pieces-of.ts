/** A text in pieces of about `units` UTF-16 units. Each ends between two code points. */
export function* piecesOf(text: string, units: number): Generator<string> {
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = at + units;
    if (HIGH_SURROGATE.test(text.charAt(end - 1))) end += 1;
    yield text.slice(at, end);
  }
}

/** The first half of a code point of two units. */
const HIGH_SURROGATE = /[\ud800-\udbff]/;
