import { normalizeText } from "../../../common/text/normalize-text";

// What banks call their columns and kinds of rows, in the languages of their exports. A name counts
// as a whole or as a whole word of a heading.

const words = (list: string): readonly string[] => list.split("|");

/** Headings by what they stand over; the first that fits a file's heading wins within a role. */
export const HEADINGS = {
  date: words(
    "date|transaction date|booking date|posted date|posting date|value date|completed date|" +
      "buchungstag|buchungsdatum|datum|valuta|date operation|date comptable|date valeur|data|" +
      "data operazione|fecha|fecha operacion|data lancamento|data mov|boekdatum|dato|" +
      "data transakcji|pvm|kirjauspaiva",
  ),
  amount: words(
    "amount|net|net amount|betrag|umsatz|montant|valor|importo|importe|bedrag|belopp|belob|" +
      "kwota|summa|monto|value|transaction amount|gross",
  ),
  out: words(
    "debit|debits|debit amount|out|paid out|money out|withdrawal|withdrawals|soll|ausgang|" +
      "belastung|af|dare|cargo|cargos|debe|debito|addebiti|uscite|uit|spent",
  ),
  in: words(
    "credit|credits|credit amount|in|paid in|money in|deposit|deposits|haben|eingang|" +
      "gutschrift|bij|avere|abono|abonos|haber|credito|accrediti|entrate|received",
  ),
  payee: words(
    "payee|description|name|merchant|counterparty|beguenstigter zahlungspflichtiger|" +
      "auftraggeber empfanger|zahlungsempfanger|empfanger|libelle|historico|descrizione|" +
      "descripcion|concepto|descricao|naam omschrijving|naam tegenpartij|omschrijving|" +
      "beskrivning|tekst|opis|details|narrative|transaction details|saaja maksaja",
  ),
  note: words(
    "note|notes|memo|verwendungszweck|communication|reference text|mededelingen|remarks|" +
      "original description|buchungstext|causale",
  ),
  externalId: words(
    "transaction id|id|fitid|unique id|transaction reference|bank reference|transaktions id|" +
      "transaktionsid|reference number|external id",
  ),
  balance: words(
    "balance|running balance|saldo|solde|kontostand|saldo nach buchung|account balance|" +
      "closing balance|salda",
  ),
  currency: words(
    "currency|wahrung|waehrung|devise|moeda|moneda|divisa|valuta|munt|valuutta|waluta",
  ),
} satisfies Record<string, readonly string[]>;

export type Role = keyof typeof HEADINGS;

/** Words in a column of their own that say where the money of an unsigned amount goes. */
export const OUT_WORDS: readonly string[] = words(
  "debit|dr|d|db|out|withdrawal|payment|soll|s|af|debito|debet|uit|-",
);
export const IN_WORDS: readonly string[] = words(
  "credit|cr|c|in|deposit|haben|h|bij|credito|kredit|+",
);

/** What a line is called that states a balance and is no transaction. */
export const BALANCE_LINES: readonly string[] = words(
  "opening balance|closing balance|balance brought forward|balance carried forward|" +
    "previous balance|anfangssaldo|endsaldo|saldo anterior|saldo inicial|saldo final|" +
    "saldo do dia|saldo iniziale|saldo finale|solde initial|solde precedent|ancien solde|" +
    "nouveau solde|solde final|beginsaldo|eindsaldo",
);

/** Longer texts are no words. UTF-16 units. */
const MOST_UNITS = 200;

/**
 * A word without case, accents, punctuation and surplus spaces; empty for a text that is too long
 * to be one.
 */
export const plain = (text: string): string =>
  text.length > MOST_UNITS
    ? ""
    : normalizeText(text, { form: "NFKD", most: MOST_UNITS })
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/ß/g, "ss")
        .replace(/[^\p{L}\p{N}+-]+/gu, " ")
        .trim();
