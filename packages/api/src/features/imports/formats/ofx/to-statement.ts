import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { BadRow, FilePart, ReadRow, Stated } from "../../file-part";
import { readDay } from "../read-day";
import { type Mark, readDecimal, settleMarks } from "../read-decimal";
import type { Statement } from "../statement";
import { toRow } from "../to-row";
import { isUnsigned, withDirection } from "./unsigned-rows";

type Values = ReadonlyMap<string, string>;

/** A statement as its tags tell it: elements by name. */
export interface OfxStatement {
  kind: FilePart["kind"];
  line: number;
  values: Values;
  account: Values[];
  balances: Values[];
  rows: { line: number; values: Values; isBooked: boolean }[];
}

/** OFX's kinds of account (OFX 2.3.2, 11.3.1.2). */
const KINDS: ReadonlyMap<string, FilePart["kind"]> = new Map([
  ["CHECKING", "checking"],
  ["SAVINGS", "savings"],
  ["MONEYMRKT", "savings"],
  ["CD", "savings"],
  ["CREDITLINE", "loan"],
]);

interface Reader {
  currency: string;
  /** No amount of the statement has a sign. */
  isUnsigned: boolean;
  markOf: (amount: string) => Mark | null;
}

/** @param fallback the currency of a statement that names none */
export async function toStatement(statement: OfxStatement, fallback: string): Promise<Statement> {
  const { kind, line, values, account, balances, rows } = statement;
  const own = values.get("CURDEF")?.slice(0, 3).toUpperCase() ?? "";
  const [from, balance] = [account[0], balances[0]];
  const amounts = [
    ...rows.map((row) => row.values.get("TRNAMT") ?? ""),
    balance?.get("BALAMT") ?? "",
  ];
  const currency = own === "" ? fallback : own;
  const markOf = await settleMarks(amounts, currency);
  const reader = { currency, isUnsigned: isUnsigned(rows), markOf };
  return {
    ref: from?.get("ACCTID") || null,
    kind: kind ?? KINDS.get(from?.get("ACCTTYPE") ?? "") ?? null,
    currency: own === "" ? null : own,
    rows: await mapYielding(rows, (row) => readRow(row, reader)),
    otherLines: reader.isUnsigned ? [{ line, text: "TRNTYPE", why: NO_SIGNS }] : [],
    opening: null,
    closing: balance === undefined ? null : readBalance(balance, reader),
  };
}

const NO_SIGNS = "No amount has a minus, so the types of the rows say where the money goes.";

function readBalance(values: Values, { currency, markOf }: Reader): Stated | null {
  const text = values.get("BALAMT") ?? "";
  const mark = markOf(text);
  const amount = mark === null ? null : readDecimal(text, { mark, currency });
  if (amount === null) return null;
  return { amountMinor: amount.toString(), on: readDay(values.get("DTASOF") ?? "") };
}

function readRow(row: OfxStatement["rows"][number], reader: Reader): ReadRow | BadRow {
  const { line, values, isBooked } = row;
  const { currency, markOf } = reader;
  const at = (name: string) => values.get(name) ?? "";
  const date = readDay(at("DTPOSTED") || at("DTUSER") || at("DTTRAN"));
  if (date === null) return { line, reason: "`DTPOSTED` holds no real day." };
  const other = at("CURRENCY.CURSYM").toUpperCase();
  if (other !== "" && other !== currency)
    return { line, reason: `Is in another currency than ${currency}, the statement's.` };
  const mark = markOf(at("TRNAMT"));
  if (mark === null)
    return { line, reason: "`TRNAMT` can be read in two ways: its mark may be of thousands." };
  const written = readDecimal(at("TRNAMT"), { mark, currency });
  if (written === null) return { line, reason: `\`TRNAMT\` holds no amount in ${currency}.` };
  const amount = reader.isUnsigned ? withDirection(written, row) : written;
  if (amount === null)
    return { line, reason: "Neither a sign nor `TRNTYPE` says where the money goes." };
  return toRow({
    line,
    date,
    amount,
    isBooked,
    valueDate: readDay(at("DTAVAIL")),
    texts: [at("NAME") || at("PAYEE.NAME"), at("MEMO")],
    externalId: at("FITID"),
  });
}
