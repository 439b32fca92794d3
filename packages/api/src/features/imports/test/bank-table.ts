/** How a bank writes its table. */
export interface BankTableStyle {
  delimiter: "," | ";";
  mark: "." | ",";
  dayOf: (year: string, month: string, day: string) => string;
}

export const ENGLISH_TABLE: BankTableStyle = {
  ...{ delimiter: ",", mark: "." },
  dayOf: (...parts) => parts.join("-"),
};
export const GERMAN_TABLE: BankTableStyle = {
  ...{ delimiter: ";", mark: "," },
  dayOf: (year, month, day) => `${day}.${month}.${year}`,
};

const HEADER = [
  ...["Booking date", "Value date", "Type", "Payee", "Purpose", "IBAN", "BIC"],
  ...["Reference", "Amount", "Currency", "Balance", "Category"],
];
const TYPES = ["Card payment", "Direct debit", "Transfer", "Standing order"];
const CATEGORIES = ["Groceries", "Household", "Leisure", "Transport", "Health"];
const ROWS_PER_DAY = 6;
const DAY_MS = 86_400_000;

/**
 * A table of 12 columns as a bank writes it, the newest row first: texts that hardly come again,
 * days that do, and a balance that follows from the amounts. Each row has a number of its own.
 *
 * @example writeBankTable(20_000, GERMAN_TABLE)
 */
export function writeBankTable(rows: number, style: BankTableStyle): Buffer {
  const { delimiter } = style;
  let balance = 1_000_000;
  const lines = Array.from({ length: rows }, (_, at) => {
    const minor = at % 7 === 0 ? 90_000 + (at % 997) : -(125 + ((at * 7_919) % 9_000));
    balance += minor;
    return cellsOf({ at, minor, balance }, style).join(delimiter);
  });
  return Buffer.from([HEADER.join(delimiter), ...lines.toReversed(), ""].join("\r\n"));
}

interface Row {
  at: number;
  /** Minor units, as the balance behind the row. */
  minor: number;
  balance: number;
}

function cellsOf({ at, minor, balance }: Row, { mark, dayOf }: BankTableStyle): string[] {
  const dayAt = (days: number) => {
    const iso = new Date(Date.UTC(2016, 0, 4) + days * DAY_MS).toISOString().slice(0, 10);
    const [year = "", month = "", day = ""] = iso.split("-");
    return dayOf(year, month, day);
  };
  const money = (of: number) => (of / 100).toFixed(2).replace(".", mark);
  const days = Math.floor(at / ROWS_PER_DAY);
  return [
    ...[dayAt(days), dayAt(days + 1), TYPES[at % 4] ?? "", `Shop ${at % 500} Market Street`],
    `Invoice ${at * 13} of contract ${at % 89} thank you`,
    ...[`DE8937040044053201${1_000 + (at % 500)}`, "COBADEFFXXX", `REF${10_000_000 + at}`],
    ...[money(minor), "EUR", money(balance), CATEGORIES[at % 5] ?? ""],
  ];
}
