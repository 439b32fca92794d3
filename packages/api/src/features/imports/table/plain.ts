import { cutText, isAscii, normalizeText } from "../../../common/text/normalize-text";

/** No word of a bank is longer. Code points. */
const MOST_CHARS = 120;

/**
 * A word without case, accents, punctuation and surplus spaces. Of a longer text it is the
 * beginning, cut before it is normalized.
 *
 * @example plain("  Débit: ") // "debit"
 */
export function plain(text: string): string {
  const cut = cutText(text, MOST_CHARS);
  return isAscii(cut) ? plainAscii(cut) : plainLetters(cut);
}

/** What {@link plainLetters} makes of it, sooner. */
const plainAscii = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9+-]+/g, " ")
    .trim();

const plainLetters = (text: string): string =>
  normalizeText(text, { form: "NFKD", most: MOST_CHARS })
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}+-]+/gu, " ")
    .trim();
