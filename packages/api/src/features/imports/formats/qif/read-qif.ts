import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { DateOrder, DecimalMark } from "../../csv/mapping";
import type { FilePart } from "../../file-part";
import type { Ambiguity } from "../../schema";
import { settleMarks } from "../read-decimal";
import { noStatement } from "../refusals";
import { amountOf, readRecord } from "./read-record";
import { readQifDay, settleDays } from "./settle-days";
import { splitRecords } from "./split-records";

/** What is settled about how a QIF file is written. */
export interface QifChoice {
  dateOrder?: DateOrder;
  decimalMark?: DecimalMark;
}

interface Into {
  currency: string;
  today: string;
  /** The caller's word. */
  choice: QifChoice;
  /** What the account's last file was read with; it counts where this file leaves a choice. */
  remembered: QifChoice | null;
}

/** The accounts of a file, how they were read, and what the file leaves open. */
export interface QifReading {
  parts: FilePart[];
  choice: QifChoice;
  ambiguous: Ambiguity[];
}

/**
 * The accounts of a QIF file. The format has neither currencies nor one form of days and amounts,
 * so one order and one mark are found for the whole file, or asked for.
 *
 * @throws DomainError BAD_REQUEST for a file without transactions or of investments;
 *   PAYLOAD_TOO_LARGE
 */
export async function readQif(text: string, into: Into): Promise<QifReading> {
  const accounts = await splitRecords(text);
  const records = accounts.flatMap((account) => account.records);
  if (records.length === 0) throw noStatement("QIF", "!Type:Bank");
  const order = await settleOrder(
    await mapYielding(records, ({ fields }) => fields.get("D") ?? ""),
    into,
  );
  const amounts = records.map(amountOf);
  const markOf = await settleMarks(amounts);
  const marks = await mapYielding(amounts, markOf);
  const { decimalMark } = into.choice;
  const open = decimalMark === undefined ? amounts[marks.indexOf(null)] : undefined;
  const mark = decimalMark ?? into.remembered?.decimalMark;
  const ambiguous = [
    ...("field" in order ? [order] : []),
    ...(open === undefined || mark !== undefined ? [] : [askForMark(open)]),
  ];
  if ("field" in order || ambiguous.length > 0)
    return { parts: [], choice: into.choice, ambiguous };
  const { dateOrder } = order;
  const parts: FilePart[] = [];
  for (const { name, kind, records: own } of accounts) {
    const rows = await mapYielding(own, (record) =>
      readRecord(record, {
        account: name,
        dateOrder,
        // The caller's word is for all amounts, a remembered one for those that need it.
        markOf: (amount) => decimalMark ?? markOf(amount) ?? mark ?? ".",
        currency: into.currency,
      }),
    );
    const balances = { opening: null, closing: null, joins: true };
    parts.push({ ref: name, kind, currency: null, rows, otherLines: [], ...balances });
  }
  return {
    parts: parts.filter(({ rows }) => rows.length > 0),
    choice: { dateOrder, ...(mark !== undefined && { decimalMark: mark }) },
    ambiguous,
  };
}

/** The order of the days: the caller's, the only possible one, or the remembered one of several. */
async function settleOrder(
  texts: readonly string[],
  { today, choice, remembered }: Into,
): Promise<{ dateOrder: DateOrder } | Ambiguity> {
  if (choice.dateOrder !== undefined) return { dateOrder: choice.dateOrder };
  const orders = (await settleDays(texts, today)).map(({ order }) => order);
  const [first, second] = orders;
  if (first !== undefined && second === undefined) return { dateOrder: first };
  const known = orders.find((order) => order === remembered?.dateOrder);
  return known === undefined ? askForOrder(texts, orders) : { dateOrder: known };
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
