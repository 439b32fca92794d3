/**
 * The ISO 4217 currencies in use, by the number of digits after the decimal mark. Server, browser
 * and client must agree on it. `Intl` follows local habit instead, and gives HUF, IDR, PKR and a
 * dozen others no decimals.
 */
const BY_DIGITS = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN " +
    "BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS " +
    "GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR " +
    "LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD " +
    "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN " +
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR " +
    "ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
} as const;

const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries(BY_DIGITS).flatMap(([digits, codes]) =>
    codes.split(" ").map((code) => [code, Number(digits)]),
  ),
);

/** Every ISO 4217 code that pfn knows, sorted. */
export const CURRENCIES: readonly string[] = [...DIGITS.keys()].sort();

/** Digits after the decimal mark: 2 for EUR, 0 for JPY. Undefined for an unknown currency. */
export const currencyDigits = (currency: string): number | undefined => DIGITS.get(currency);

/**
 * Returns minor units as a decimal string with `digits` digits after the mark. Exact at any size.
 *
 * @example spellMinor(-5n, 2) // "-0.05"
 */
export function spellMinor(minor: bigint, digits: number): string {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return `${minor < 0n ? "-" : ""}${whole}${digits === 0 ? "" : `.${text.slice(-digits)}`}`;
}
