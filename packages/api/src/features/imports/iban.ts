const FORM = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;

/**
 * Whether a text without spaces is an IBAN: its form fits, and so do its check digits (ISO 13616).
 *
 * @example isIban("DE89370400440532013000") // true
 */
export const isIban = (text: string): boolean => FORM.test(text) && remainder(text) === 1;

/** The first four characters go behind, letters count from 10, and 97 leaves 1. */
const remainder = (iban: string): number =>
  [...iban.slice(4), ...iban.slice(0, 4)].reduce(
    (rest, character) =>
      [...Number.parseInt(character, 36).toString()].reduce(
        (sum, digit) => (sum * 10 + Number(digit)) % 97,
        rest,
      ),
    0,
  );
