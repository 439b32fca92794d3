import type { Preview } from "./import-words";

interface Option {
  value: unknown;
  label: string;
}

interface MappingField {
  /** Its name in the mapping. */
  field: string;
  label: string;
  /** As the file is read now; undefined while it is ambiguous. */
  value: unknown;
  options: readonly Option[];
}

const DATE_ORDERS = [
  { value: "YMD", label: "Year, month, day" },
  { value: "DMY", label: "Day, month, year" },
  { value: "MDY", label: "Month, day, year" },
];

const DECIMAL_MARKS = [
  { value: ".", label: "Point: 1234.56" },
  { value: ",", label: "Comma: 1234,56" },
];

const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "iso-8859-1",
  "iso-8859-15",
  "iso-8859-2",
  "windows-1250",
  "cp850",
  "cp852",
  "windows-1251",
  "koi8-r",
  "cp866",
  "iso-8859-5",
  "windows-1253",
  "iso-8859-7",
  "windows-1254",
  "iso-8859-9",
  "windows-1255",
  "windows-1256",
  "windows-1257",
  "shift_jis",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "big5",
].map((value) => ({
  value,
  label: value.toUpperCase(),
}));

/** The fields of a mapping that people change, each with its options and its current value. */
export function mappingFields({
  mapping,
  columns,
}: Pick<Preview, "mapping" | "columns">): MappingField[] {
  const inFile = columns.map(({ column, name, samples }) => ({
    value: column,
    label: shorten(`${column}: ${name ?? samples[0] ?? "empty"}`),
  }));
  const orNone = [{ value: null, label: "None" }, ...inFile];
  const fields = [
    { field: "dateColumn", label: "Date", options: inFile },
    { field: "dateOrder", label: "Date order", options: DATE_ORDERS },
    { field: "amount", label: "Amount", options: amountOptions(inFile) },
    { field: "decimalMark", label: "Decimal mark", options: DECIMAL_MARKS },
    { field: "payeeColumn", label: "Payee", options: orNone },
    { field: "noteColumn", label: "Note", options: orNone },
    { field: "externalIdColumn", label: "Bank’s row id", options: orNone },
    { field: "balanceColumn", label: "Running balance", options: orNone },
    { field: "encoding", label: "Encoding", options: ENCODINGS },
  ] as const;
  return fields.map(({ field, label, options }) => {
    const value = mapping[field];
    return { field, label, value, options: withCurrent(options, value) };
  });
}

const amountOptions = (columns: readonly { value: number; label: string }[]): Option[] =>
  columns.flatMap(({ value: column, label }) => [
    { value: { column, sign: "as_written" }, label },
    { value: { column, sign: "inverted" }, label: `${label} (spending without a minus)` },
  ]);

function withCurrent(options: readonly Option[], value: unknown): readonly Option[] {
  const isOffered = options.some(
    (option) => JSON.stringify(option.value) === JSON.stringify(value),
  );
  return value === undefined || isOffered
    ? options
    : [{ value, label: describe(value) }, ...options];
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("outColumn" in value && "inColumn" in value)
    return `Money out: column ${value.outColumn}, money in: column ${value.inColumn}`;
  return "column" in value && "typeColumn" in value
    ? `Column ${value.column}, direction in column ${value.typeColumn}`
    : "As proposed";
}

const shorten = (label: string): string => (label.length > 60 ? `${label.slice(0, 59)}…` : label);
