import { ChoiceField } from "./choice-field";
import {
  APP_CHOICES,
  type Choice,
  columnChoices,
  DELIMITERS,
  languageChoices,
} from "./mapping-choices";
import type { MappingProps } from "./mapping-props";
import { TypedField } from "./typed-field";
import { WordChoice } from "./word-choice";

/** A whole number, or null for anything else. */
function toNumber(text: string, [from, to]: readonly [number, number]): number | null {
  const number = Number(text);
  return /^\d{1,6}$/.test(text) && number >= from && number <= to ? number : null;
}

/** The most that `statementLines` takes. */
const MOST_LINES = 200;

/** Numbers with commas or spaces between them; null for anything else. */
function toLines(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const lines = parts.map((part) => toNumber(part, [1, 999_999])).filter((line) => line !== null);
  return lines.length === parts.length && lines.length <= MOST_LINES ? lines : null;
}

/** Where the table's rows and days are, and which of its lines are none. */
export function TableFields({ answer, isDisabled, onSettle }: MappingProps) {
  const { mapping, format } = answer;
  const apps: readonly Choice<unknown>[] = APP_CHOICES;
  const { headerLine, statementLines } = mapping;
  return (
    <>
      {format === "csv" && (
        <ChoiceField
          label="Separator"
          value={mapping.delimiter}
          options={DELIMITERS}
          isDisabled={isDisabled}
          onChange={(delimiter) => onSettle({ delimiter })}
        />
      )}
      <TypedField
        label="Line of the names"
        shown={headerLine === undefined ? "" : String(headerLine)}
        parse={(text) => wrap(toNumber(text, [0, 100]))}
        complaint="Enter a number from 1 to 100 without counting empty lines, or 0 for no names."
        isDisabled={isDisabled}
        onChange={(value) => onSettle({ headerLine: value })}
      />
      <ChoiceField
        label="Read as an export of"
        value={mapping.app ?? null}
        options={apps}
        isDisabled={isDisabled}
        onChange={(app) => onSettle({ app })}
      />
      <TypedField
        label="Lines that are no transactions"
        shown={(statementLines ?? []).join(", ")}
        parse={(text) => wrap(text === "" ? [] : toLines(text))}
        complaint="Enter the numbers of at most 200 lines, such as 2, 48."
        isDisabled={isDisabled}
        onChange={(value) => onSettle({ statementLines: value })}
      />
      <DayFields {...{ answer, isDisabled, onSettle }} />
    </>
  );
}

/** Where the days stand, and what they lack. */
function DayFields({ answer: { mapping, columns }, isDisabled, onSettle }: MappingProps) {
  const { dateYear } = mapping;
  return (
    <>
      <ChoiceField
        label="Day"
        value={mapping.dateColumn}
        options={columnChoices(columns)}
        isDisabled={isDisabled}
        onChange={(dateColumn) => onSettle({ dateColumn })}
      />
      <TypedField
        label="Year of the last line"
        shown={dateYear === undefined ? "" : String(dateYear)}
        parse={(text) => (text === "" ? { value: undefined } : wrap(toNumber(text, [1900, 2200])))}
        complaint="Enter a year from 1900 to 2200, or nothing where the days have years."
        isDisabled={isDisabled}
        onChange={(value) => onSettle({ dateYear: value })}
      />
      <ChoiceField
        label="Language of the months"
        value={mapping.monthLanguage}
        options={languageChoices()}
        isDisabled={isDisabled}
        onChange={(monthLanguage) => onSettle({ monthLanguage })}
      />
    </>
  );
}

const wrap = <Value,>(value: Value | null) => (value === null ? null : { value });

/** The words for rows that the bank has not booked, where a column tells. */
export function OpenWords({ answer: { mapping, columns }, isDisabled, onSettle }: MappingProps) {
  const { statusColumn, openWords } = mapping;
  const column = columns.find((one) => one.column === statusColumn);
  if (column === undefined || column.words.length === 0) return null;
  return (
    <WordChoice
      label="Words for rows that are not booked yet"
      words={column.words}
      chosen={openWords ?? []}
      isDisabled={isDisabled}
      onChange={(words) => onSettle({ openWords: words })}
    />
  );
}
