import { toMoney } from "../../../common/money/money";
import { cleanLine } from "../../../common/text/text";
import type { MappingChoice } from "../mapping-schema";
import type { Ambiguity } from "../schema";
import { findDays } from "./dates";
import type { DecimalMark, FileRecord } from "./mapping";
import { findDecimalMark } from "./marks";
import type { Proposal } from "./propose-mapping";
import { type OpenQuestion, SHOWN_RECORDS } from "./question";
import { amountColumns, readAmount } from "./read-amount";
import { readDay } from "./read-day";
import { withUsualSigns } from "./row-reader";
import type { Table } from "./table-context";

interface Beside {
  table: Table;
  proposal: Proposal;
}

/** Characters of a line as a question shows it. */
const LINE_CHARS = 300;

/** A question with the lines that it is about, and how each option would book them. */
export async function explainQuestion(
  { field, question, options, records }: OpenQuestion,
  beside: Beside,
): Promise<Ambiguity> {
  const { delimiter, data } = beside.table;
  const shown = records.length > 0 ? records : data.slice(0, SHOWN_RECORDS);
  const explained: Ambiguity["options"] = [];
  for (const { value, means } of options)
    explained.push({ value, means, rows: await bookAs({ field, value, shown }, beside) });
  return {
    ...{ field, question, options: explained },
    lines: shown.map(({ cells, line }) => ({
      line,
      text: cleanLine(cells.join(delimiter).slice(0, 4 * LINE_CHARS), LINE_CHARS),
    })),
  };
}

interface Option {
  field: string;
  value: unknown;
  shown: readonly FileRecord[];
}

/** The lines as they would be booked. What else is open is read in the likeliest way. */
async function bookAs({ field, value, shown }: Option, { table, proposal }: Beside) {
  const mapping: MappingChoice = { ...proposal.mapping, [field]: value };
  const days = await daysWith(mapping, shown, { table, proposal });
  const { amount, dateColumn, statementLines = [] } = mapping;
  const decimalMark = mapping.decimalMark ?? (await likelyMark(mapping, table));
  const money = { currency: table.context.currency, marks: table.marks, decimalMark };
  const usual =
    amount === undefined ? null : withUsualSigns(amount, { ...money, data: table.data });
  return shown.map((record) => {
    const isOut = field === "statementLines" && statementLines.includes(record.line);
    const minor = usual === null ? "" : readAmount(record, { ...money, amount: usual });
    const isNone = isOut || typeof minor === "string";
    return {
      line: record.line,
      date:
        isOut || days === null || dateColumn === undefined
          ? null
          : readDay(record, dateColumn, days),
      amount: isNone ? null : toMoney(minor, table.context.currency),
    };
  });
}

/** The mark that most of the option's cells have, while nobody has settled one. */
async function likelyMark({ amount }: MappingChoice, table: Table): Promise<DecimalMark> {
  if (amount === undefined) return ".";
  const found = await findDecimalMark(table.data, {
    ...{ columns: amountColumns(amount), marks: table.marks },
    currency: table.context.currency,
  });
  return "decimalMark" in found ? found.decimalMark : ".";
}

/** The reader of days as a mapping has it; only the lines that are shown tell anything else. */
async function daysWith(mapping: MappingChoice, shown: readonly FileRecord[], beside: Beside) {
  const { table, proposal } = beside;
  const { dateColumn, dateOrder, dateYear, monthLanguage } = mapping;
  if (dateColumn === undefined) return null;
  const isSame =
    dateColumn === proposal.mapping.dateColumn && dateOrder === proposal.mapping.dateOrder;
  if (
    isSame &&
    dateYear === proposal.mapping.dateYear &&
    monthLanguage === proposal.mapping.monthLanguage
  )
    return proposal.days;
  const { reader } = await findDays(dateColumn, {
    ...{ columns: table.columns, data: shown, preamble: [], calendar: table.calendar },
    ...{ currency: table.context.currency, today: table.context.today },
    choice: { dateOrder, dateYear, monthLanguage },
    remembered: undefined,
  });
  return reader;
}
