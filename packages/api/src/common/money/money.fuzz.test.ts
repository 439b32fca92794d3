import { CURRENCIES, currencyDigits } from "@pfn/keys/currencies";
import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { correctAmount } from "./correct-amount";
import { formatAmount, MAX_MINOR, Money, parseAmount, toMoney } from "./money";

const currency = fc.constantFrom(...CURRENCIES);
const minor = fc.oneof(
  fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR }),
  fc.bigInt({ min: -2_000n, max: 2_000n }),
);
const digitsOf = (code: string) => currencyDigits(code) ?? 2;

it("I1: every amount of every currency is read back exactly as it was written", () =>
  fuzz(
    "money round trip",
    fc.property(currency, minor, (code, amount) => {
      const money = toMoney(amount, code);
      expect(parseAmount(money.amount, code)).toBe(amount);
      expect(Money.parse(money)).toEqual(money);
    }),
    500,
  ));

it("I1: an amount has one spelling: no other text is accepted", () => {
  const almost = fc.stringMatching(/^[-+]?[0-9]{0,16}[.,]?[0-9]{0,5}$/);
  return fuzz(
    "money spelling",
    fc.property(currency, fc.oneof(almost, fc.string({ unit: "binary" })), (code, text) => {
      const amount = parseAmount(text, code);
      expect(amount === null || formatAmount(amount, code) === text).toBe(true);
    }),
    500,
  );
});

/** Ways in which people and programs write a number, none of which changes what it says. */
const dress = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => ` ${text}\u00a0`,
  (text) => text.replace(/^-?/, (sign) => `${sign}00`),
  (text) => text.replace(/^(?!-)/, "+"),
  (text) => text.replace("-", "\u2212"),
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (text) => `${text}e0`,
  (text) => (text.includes(".") ? `${text}00` : `${text}.`),
  (text) => (text.includes(".") ? text.replace(/0+$/, "") : text),
);
const group = fc.constantFrom("", " ", "'", "’", "_", ",", "\u202f", "\u2009");
const groupBy = (text: string, mark: string) =>
  text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, mark);

it("I1: what a refusal shows to send instead is exactly what was written, or nothing", () =>
  fuzz(
    "money correction",
    fc.property(
      currency,
      minor,
      fc.tuple(group, dress, fc.boolean()),
      (code, amount, [mark, change, isComma]) => {
        const text = formatAmount(amount, code);
        const grouped = groupBy(change(text), mark);
        const written = isComma && mark !== "," ? grouped.replace(".", ",") : grouped;
        expect([text, null]).toContain(correctAmount(written, digitsOf(code)));
      },
    ),
    1_000,
  ));

it(
  "I1: whatever text is sent, the refusal shows only an amount that would be accepted and " +
    "that the text's digits spell",
  () => {
    const piece = fc.constantFrom(
      ..."0123456789",
      "00",
      "000",
      ".",
      ",",
      "-",
      "+",
      " ",
      "'",
      "e",
      "E-",
      "e+1",
      "\u2212",
      "１",
    );
    const numberlike = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
    return fuzz(
      "money refusal",
      fc.property(currency, fc.oneof(numberlike, fc.string({ unit: "binary" })), (code, text) => {
        const shown = correctAmount(text, digitsOf(code));
        if (shown === null) return;
        const amount = parseAmount(shown, code);
        // Too large is the one reason why a corrected amount may not be accepted.
        if (amount === null) {
          expect(BigInt(shown.replace(/\D/g, "")) > MAX_MINOR).toBe(true);
          return;
        }
        const significant = (value: string) => value.replace(/^0+|0+$/g, "");
        const [mantissa = ""] = text.normalize("NFKC").split(/[eE]/);
        expect(significant(shown.replace(/\D/g, ""))).toBe(
          significant(mantissa.replace(/\D/g, "")),
        );
        expect(shown.startsWith("-")).toBe(amount < 0n);
        expect(amount < 0n).toBe(amount !== 0n && /^\s*[-\u2212\uff0d]/.test(text));
      }),
      1_000,
    );
  },
);

it(
  "I1: the CPU time of reading and of refusing an amount grows in proportion to its text, " +
    "whatever it is",
  () =>
    fuzz(
      "money cost",
      growsLinearly(kinds(PIECES), (amount) => [
        parseAmount(amount, "EUR"),
        correctAmount(amount, 2),
        Money.safeParse({ amount, currency: "EUR" }),
        Money.safeParse({ amount: "1.00", currency: amount }),
      ]),
      15,
    ),
);
