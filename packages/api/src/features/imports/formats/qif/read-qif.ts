import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { FilePart } from "../../file-part";
import type { Ambiguity } from "../../schema";
import type { DateOrder, DecimalMark } from "../../table/mapping";
import { settleMarks } from "../read-decimal";
import { noStatement } from "../refusals";
import { askForMark, askForOrder } from "./ask";
import { amountOf, readRecord } from "./read-record";
import { settleDays } from "./settle-days";
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
  /** At most one. */
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
  const amounts = records.map(amountOf);
  const markOf = await settleMarks(amounts);
  const { decimalMark } = into.choice;
  const mark = decimalMark ?? into.remembered?.decimalMark;
  const known = {
    // The caller's word is for all amounts, a remembered one for those that need it.
    markOf: (amount: string) => decimalMark ?? markOf(amount) ?? mark ?? null,
    currency: into.currency,
  };
  const orders = await settleOrder(
    await mapYielding(records, ({ fields }) => fields.get("D") ?? ""),
    into,
  );
  const ask = (question: Ambiguity) => ({
    ...{ parts: [], choice: into.choice, ambiguous: [question] },
  });
  const [dateOrder, another] = orders;
  if (dateOrder === undefined || another !== undefined)
    return ask(askForOrder(records, orders, known));
  const marks = await mapYielding(amounts, known.markOf);
  if (marks.includes(null)) return ask(askForMark(records, { ...known, dateOrder }));
  const parts: FilePart[] = [];
  for (const { name, kind, records: own } of accounts) {
    const rows = await mapYielding(own, (record) =>
      readRecord(record, {
        account: name,
        dateOrder,
        markOf: (amount) => known.markOf(amount) ?? ".",
        currency: into.currency,
      }),
    );
    const balances = { opening: null, closing: null, joins: true };
    parts.push({ ref: name, kind, currency: null, rows, otherLines: [], ...balances });
  }
  return {
    parts: parts.filter(({ rows }) => rows.length > 0),
    choice: { dateOrder, ...(mark !== undefined && { decimalMark: mark }) },
    ambiguous: [],
  };
}

/** The order of the days: the caller's, the only possible one, the remembered one, or several. */
async function settleOrder(
  texts: readonly string[],
  { today, choice, remembered }: Into,
): Promise<DateOrder[]> {
  if (choice.dateOrder !== undefined) return [choice.dateOrder];
  const orders = (await settleDays(texts, today)).map(({ order }) => order);
  return orders.length > 1 && orders.some((order) => order === remembered?.dateOrder)
    ? orders.filter((order) => order === remembered?.dateOrder)
    : orders;
}
