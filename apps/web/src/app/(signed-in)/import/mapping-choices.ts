import { APPS, type FileColumn } from "./import-words";

/** A value that a field can have. */
export interface Choice<Value = unknown> {
  value: Value;
  label: string;
}

export const NONE: Choice<null> = { value: null, label: "None" };

export const DATE_ORDERS = [
  { value: "YMD", label: "Year, month, day" },
  { value: "DMY", label: "Day, month, year" },
  { value: "MDY", label: "Month, day, year" },
] as const;

export const DECIMAL_MARKS = [
  { value: ".", label: "Point: 1234.56" },
  { value: ",", label: "Comma: 1234,56" },
] as const;

export const DELIMITERS = [
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Bar: |" },
] as const;

export const SIGNS = [
  { value: "as_written", label: "As written" },
  { value: "inverted", label: "Spending without a minus" },
] as const;

export const USUAL_SIGNS = [
  { value: undefined, label: "What most cells have" },
  { value: "plain", label: "Without a minus" },
  { value: "minus", label: "With a minus" },
] as const;

export const APP_CHOICES = [
  { value: null, label: "None: an ordinary table" },
  ...Object.entries(APPS).map(([value, label]) => ({ value, label })),
];

/** The columns of a file, each with its name or what stands in it. */
export const columnChoices = (columns: readonly FileColumn[]): Choice<number>[] =>
  columns.map(({ column, name, samples }) => ({
    value: column,
    label: shorten(`${column}: ${name ?? samples[0] ?? "empty"}`),
  }));

const shorten = (label: string): string => (label.length > 60 ? `${label.slice(0, 59)}…` : label);

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
let languages: Choice<string | undefined>[] | null = null;

/** The languages that have words for months, by name: found once, when somebody looks. */
export function languageChoices(): Choice<string | undefined>[] {
  if (languages !== null) return languages;
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  const names = new Intl.DisplayNames("en", { type: "language" });
  const known = Intl.DateTimeFormat.supportedLocalesOf(codes).map((code) => ({
    value: code,
    label: names.of(code) ?? code,
  }));
  languages = [
    { value: undefined, label: "As found" },
    ...known.toSorted((one, other) => one.label.localeCompare(other.label, "en")),
  ];
  return languages;
}
