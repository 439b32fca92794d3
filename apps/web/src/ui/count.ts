/**
 * A number with its noun.
 *
 * @example count(1, "key") // "1 key"
 * @example count(1200, "key") // "1,200 keys"
 */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
