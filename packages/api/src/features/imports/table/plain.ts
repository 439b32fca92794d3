import { cutText, normalizeText } from "../../../common/text/normalize-text";

/** No word of a bank is longer. Code points. */
const MOST_CHARS = 120;

/**
 * A word without case, accents, punctuation and surplus spaces. Of a longer text it is the
 * beginning, cut before it is normalized.
 *
 * @example plain("  Débit: ") // "debit"
 */
export const plain = (text: string): string =>
  normalizeText(cutText(text, MOST_CHARS), { form: "NFKD", most: MOST_CHARS })
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}+-]+/gu, " ")
    .trim();
