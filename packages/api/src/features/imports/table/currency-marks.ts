import { CURRENCIES } from "@pfn/keys/currencies";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import { knownLanguages } from "./languages";

/** What stands beside an amount and names its currency, folded by {@link foldMark}. */
export interface CurrencyMarks {
  /** Those of the account's currency, in any language. */
  own: ReadonlySet<string>;
  /** Those of every other currency that are none of the account's. */
  others: ReadonlySet<string>;
}

/** `Kr.`, `kr` and `K r` are one mark. */
export const foldMark = (text: string): string =>
  text.replace(/[\s.\u200e\u200f\u061c]/g, "").toLowerCase();

const known = new Map<string, Promise<CurrencyMarks>>();

/** The marks that an account's file may have beside its amounts; made once for each currency. */
export function currencyMarks(currency: string): Promise<CurrencyMarks> {
  const found = known.get(currency);
  if (found !== undefined) return found;
  const made = makeMarks(currency);
  known.set(currency, made);
  return made;
}

async function makeMarks(currency: string): Promise<CurrencyMarks> {
  const own = new Set([foldMark(currency)]);
  for (const language of await knownLanguages()) {
    for (const mark of marksOf(currency, language)) own.add(mark);
    await yieldIfDue();
  }
  const others = new Set<string>();
  for (const code of CURRENCIES) {
    for (const mark of [foldMark(code), ...marksOf(code, "en")])
      if (!own.has(mark)) others.add(mark);
    await yieldIfDue();
  }
  return { own, others };
}

const marksOf = (currency: string, language: string): string[] =>
  (["symbol", "narrowSymbol"] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay })
      .formatToParts(1)
      .filter(({ type }) => type === "currency")
      .map(({ value }) => foldMark(value)),
  );
