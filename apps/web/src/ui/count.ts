/**
 * A number with its noun.
 *
 * @example count(1, "key") // "1 key"
 * @example count(1200, "key") // "1,200 keys"
 * @example count(2, "half", "halves") // "2 halves"
 */
export const count = (number: number, noun: string, nouns = `${noun}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? noun : nouns}`;
