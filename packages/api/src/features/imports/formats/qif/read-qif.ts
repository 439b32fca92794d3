import { defined } from "../../../../common/defined";
import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { FilePart } from "../../file-part";
import type { MappingChoice } from "../../mapping-schema";
import type { Ambiguity } from "../../schema";
import { settleMarks } from "../read-decimal";
import { investments, noStatement } from "../refusals";
import { askForDays, askForMark } from "./ask";
import { amountOf, readRecord } from "./read-record";
import { type DayChoice, settleDays } from "./settle-days";
import { splitRecords } from "./split-records";

/** What can be settled about how a QIF file is written. */
export type QifChoice = DayChoice & Pick<MappingChoice, "decimalMark">;

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
 * @throws DomainError BAD_REQUEST for a file without transactions or of investments alone;
 *   PAYLOAD_TOO_LARGE
 */
export async function readQif(text: string, into: Into): Promise<QifReading> {
  const { currency, today, choice, remembered } = into;
  const { accounts, investing } = await splitRecords(text);
  const records = accounts.flatMap((account) => account.records);
  if (records.length === 0)
    throw investing === null ? noStatement("QIF", "!Type:Bank") : investments("QIF");
  const amounts = records.map(amountOf);
  const markOf = await settleMarks(amounts, currency);
  const mark = choice.decimalMark ?? remembered?.decimalMark;
  const known = {
    // The caller's word is for all amounts, a remembered one for those that need it.
    markOf: (amount: string) => choice.decimalMark ?? markOf(amount) ?? mark ?? null,
    currency,
  };
  const ask = (question: Ambiguity) => ({ parts: [], choice, ambiguous: [question] });
  const { dateOrder, question, reader } = await settleDays(records, {
    ...{ currency, today, choice, remembered: remembered?.dateOrder },
  });
  if (question !== null)
    return ask(await askForDays(records, question, { ...known, today, choice }));
  const marks = await mapYielding(amounts, known.markOf);
  if (marks.includes(null)) return ask(askForMark(records, { ...known, days: reader }));
  const parts: FilePart[] = [];
  for (const { name, kind, records: own } of accounts) {
    if (own.length === 0) continue;
    const rows = await mapYielding(own, (record) =>
      readRecord(record, {
        account: name,
        days: reader,
        markOf: (amount) => known.markOf(amount) ?? ".",
        currency,
      }),
    );
    const otherLines = parts.length === 0 && investing !== null ? [investing] : [];
    const balances = { opening: null, closing: null, joins: true };
    parts.push({ ref: name, kind, currency: null, rows, otherLines, ...balances });
  }
  return { parts, choice: defined({ ...choice, dateOrder, decimalMark: mark }), ambiguous: [] };
}
