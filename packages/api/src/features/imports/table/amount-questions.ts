import type { AmountMapping, AmountModel } from "./amount-models";
import { type Column, clip } from "./columns";
import { cellAt, type FileRecord } from "./mapping";
import { columnOptions, type OpenQuestion, SHOWN_RECORDS } from "./question";

/** More options help nobody; the editor has every other. */
const MOST_OPTIONS = 8;
const SOMETHING_ELSE = "If it is none of these, set the columns of the amount yourself.";

/**
 * Asks once for column, direction and words together. Options that read every row alike are one,
 * unless all do: an answer is remembered for the next file.
 */
export function askForAmount(
  models: readonly AmountModel[],
  rows: readonly FileRecord[],
): OpenQuestion {
  const different = new Map(
    models.toReversed().map((model) => [JSON.stringify(model.values), model]),
  );
  const isOpen = different.size > 1;
  const shown = models.filter(
    (model) => !isOpen || different.get(JSON.stringify(model.values)) === model,
  );
  const [first] = shown;
  const only = first?.columns[0];
  const isOneColumn = shown.every(({ columns }) => columns.length === 1 && columns[0] === only);
  const differing = rows.filter((_, at) =>
    shown.some(({ values }) => values[at] !== first?.values[at]),
  );
  const sample = differing[0] === undefined ? "" : cellAt(differing[0], only?.number);
  const question = isOneColumn
    ? `Does a plain number such as ${clip(sample || "12.50")} in column ${only?.number} leave ` +
      "the account or arrive on it?"
    : "Where does the amount stand, and which way does the money go?";
  return {
    field: "amount",
    question: shown.length > MOST_OPTIONS ? `${question} ${SOMETHING_ELSE}` : question,
    options: shown.slice(0, MOST_OPTIONS).map(({ amount }) => ({
      value: amount,
      means: isOneColumn ? directionOf(amount) : `${capital(describeAmount(amount))}.`,
    })),
    records: differing.slice(0, SHOWN_RECORDS),
  };
}

/** Where no column of numbers was found, any may hold the amount. */
export const askForColumn = (columns: readonly Column[]): OpenQuestion => ({
  field: "amount",
  question: "Which column holds the amount? Money that leaves may also have a column of its own.",
  options: columnOptions(columns.slice(0, MOST_OPTIONS), (column) => ({
    ...{ column, sign: "as_written" },
  })),
  records: [],
});

/** A way to read amounts, for a sentence. */
export function describeAmount(amount: AmountMapping): string {
  if ("outColumn" in amount)
    return `money out in column ${amount.outColumn}, in in ${amount.inColumn}`;
  if ("typeColumn" in amount) {
    const words = amount.outWords.map((word) => `"${word}"`).join(" or ");
    return `column ${amount.column}, which leaves where column ${amount.typeColumn} has ${words}`;
  }
  const fee = amount.feeColumn === undefined ? "" : `, less the fee in column ${amount.feeColumn}`;
  return amount.sign === "inverted"
    ? `column ${amount.column} with its signs turned round${fee}`
    : `column ${amount.column} as written${fee}`;
}

function directionOf(amount: AmountMapping): string {
  if ("sign" in amount)
    return amount.sign === "inverted" ? "It leaves the account." : "It arrives on the account.";
  return `${capital(describeAmount(amount))}.`;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
