/** No character of a composed form stands for more code points than these. */
const MOST_COMPOSED = 4;
/** No language has more combining marks in a row (UAX #15, stream-safe text). */
const MOST_MARKS = 30;
/** The halfwidth marks of katakana are letters until they are normalized. */
const MARK = "[\\p{M}\\uff9e\\uff9f]";

/** A pile of combining marks, in two parts: as many as a language may have, and those beyond. */
export const PILE = new RegExp(`(${MARK}{${MOST_MARKS}})(${MARK}+)`, "gu");

export type NormalForm = "NFC" | "NFKC" | "NFKD";

/**
 * A normal form of Unicode for text of any length and content. It is the only place where one is
 * made: to normalize takes time that grows with the square of the marks in a row, and the sender of
 * a text chooses their number. It looks only at as much of the text as can matter, and at no more
 * than 30 marks in a row.
 *
 * @param most code points that the caller has use for. Of a longer text comes back more than this,
 * so that it can be told from one that ends there, unless piles are all that it goes on with.
 * @example normalizeText("Cafe\u0301", { form: "NFC", most: 200 }) // "Café"
 */
export function normalizeText(
  text: string,
  { form, most }: { form: NormalForm; most: number },
): string {
  const cut = cutText(text, MOST_COMPOSED * (most + 1));
  return isAscii(cut) ? cut : cut.replace(PILE, "$1").normalize(form);
}

/** Such a text is its own normal form, and most texts of a bank's file are such. */
export const isAscii = (text: string): boolean => ASCII.test(text);

const ASCII = /^[\0-\x7f]*$/;

/** The first `most` code points of a text. It takes no longer for a longer text. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // A code point is at most two units.
  return [...text.slice(0, 2 * most)].slice(0, most).join("");
}
