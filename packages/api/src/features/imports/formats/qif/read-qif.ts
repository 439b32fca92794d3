import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { DateOrder, DecimalMark } from "../../csv/mapping";
import type { FilePart } from "../../file-part";
import type { Ambiguity } from "../../schema";
import { settleMarks } from "../read-decimal";
import { noStatement } from "../refusals";
import { amountOf, readRecord } from "./read-record";
import { readQifDay, settleDays } from "./settle-days";
import { splitRecords } from "./split-records";

/** What a caller settles about a QIF file, or what was settled for the last one. */
export interface QifChoice {
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
}

interface Into {
  currency: string;
  today: string;
  choice: QifChoice;
}

/** The accounts of a file, or what it leaves open. */
export interface QifReading {
  parts: FilePart[];
  ambiguous: Ambiguity[];
}

/**
 * The accounts of a QIF file. The format has neither currencies nor a form of days and amounts, so
 * one order and one mark are found for the whole file, or asked for.
 *
 * @throws DomainError BAD_REQUEST for a file without transactions or of investments;
 *   PAYLOAD_TOO_LARGE
 */
export async function readQif(text: string, into: Into): Promise<QifReading> {
  const accounts = await splitRecords(text);
  const records = accounts.flatMap((account) => account.records);
  if (records.length === 0) throw noStatement("QIF", "!Type:Bank");
  const { choice, currency, today } = into;

  const texts = await mapYielding(records, ({ fields }) => fields.get("D") ?? "");
  const readings = choice.dateOrder === undefined ? settleDays(texts, today) : [];
  const dateOrder = choice.dateOrder ?? (readings.length === 1 ? readings[0]?.order : undefined);

  const amounts = records.map(amountOf);
  const settled = settleMarks(amounts);
  const open =
    choice.decimalMark === undefined ? amounts.find((text) => settled(text) === null) : undefined;

  const ambiguous: Ambiguity[] = [
    ...(dateOrder === undefined
      ? [
          askForOrder(
            texts,
            readings.map(({ order }) => order),
          ),
        ]
      : []),
    ...(open === undefined ? [] : [askForMark(open)]),
  ];
  if (dateOrder === undefined || ambiguous.length > 0) return { parts: [], ambiguous };
  const markOf = (text: string) => choice.decimalMark ?? settled(text) ?? ".";
  const parts: FilePart[] = [];
  for (const { name, kind, records: own } of accounts) {
    const rows = await mapYielding(own, (record) =>
      readRecord(record, { account: name, dateOrder, markOf, currency }),
    );
    const closing = { opening: null, closing: null, joins: true };
    parts.push({ ref: name, kind, currency: null, rows, otherLines: [], ...closing });
  }
  return { parts: parts.filter(({ rows }) => rows.length > 0), ambiguous };
}

/** Shows the first day that the orders read as different ones. */
function askForOrder(texts: readonly string[], orders: readonly DateOrder[]): Ambiguity {
  const text =
    texts.find((one) => new Set(orders.map((order) => readQifDay(one, order))).size > 1) ?? "";
  return {
    field: "dateOrder",
    question: `Which day is ${text.slice(0, 20)}?`,
    options: orders.map((order) => ({ value: order, means: readQifDay(text, order) ?? "No day." })),
  };
}

const askForMark = (amount: string): Ambiguity => ({
  field: "decimalMark",
  question: `How much is ${amount.slice(0, 40)}?`,
  options: [
    { value: ".", means: amount.replaceAll(",", "") },
    { value: ",", means: amount.replaceAll(".", "").replace(",", ".") },
  ],
});
