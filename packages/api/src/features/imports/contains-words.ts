import { normalizeText } from "../../common/text/normalize-text";

/** The longest text of which words are compared. Code points. */
const MOST_CHARS = 400;

/** The words of a text, without case, signs and order. */
export const wordsOf = (...texts: readonly (string | null | undefined)[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap(
      (text) =>
        normalizeText(text ?? "", { form: "NFKC", most: MOST_CHARS })
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );

/** Whether each word of the first text is in the second; a text without words contradicts none. */
export const areContained = (words: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...words].every((word) => all.has(word));
