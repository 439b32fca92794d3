import type { RouterInputs, RouterOutputs } from "@pfn/api";

export type Account = RouterOutputs["accounts"]["list"]["items"][number];
export type Preview = RouterOutputs["imports"]["preview"];
export type Part = Preview["parts"][number];
export type Mapping = Preview["mapping"];
export type Amount = NonNullable<Mapping["amount"]>;
export type FileColumn = Preview["columns"][number];
export type Question = Preview["ambiguous"][number];
export type Import = RouterOutputs["imports"]["list"]["items"][number];
export type ImportRow = Preview["items"][number];
export type Verdict = ImportRow["verdict"];
export type Commit = RouterInputs["imports"]["commit"];
export type Committed = RouterOutputs["imports"]["commit"];
export type Decision = "import" | "match" | "skip";

/** What the rows of a file are, in the order to show them. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  new: "New",
  possible_match: "Possible match",
  duplicate: "Already there",
  previously_deleted: "Deleted before",
  not_booked: "Not booked yet",
  error: "Cannot be read",
};

export const VERDICT_ORDER = [
  "new",
  "possible_match",
  "duplicate",
  "previously_deleted",
  "not_booked",
  "error",
] as const;

export const STATES: Readonly<Record<Import["state"], string>> = {
  previewed: "Not added",
  committed: "Added",
  undone: "Undone",
  expired: "Not added",
};

/** What a file is, by its content. */
export const FORMATS: Readonly<Record<Preview["format"], string>> = {
  csv: "Table",
  xlsx: "Excel sheet",
  ofx: "OFX",
  qif: "QIF",
  camt: "CAMT",
  mt940: "MT940",
  "pfn-csv": "Export of pfn",
  "pfn-json": "Export of pfn",
};

/** The programs whose exports are known. */
export const APPS: Readonly<Record<NonNullable<Mapping["app"]>, string>> = {
  ynab: "YNAB",
  actual: "Actual",
  mint: "Mint",
  firefly: "Firefly III",
  gnucash: "GnuCash",
  sure: "Sure or Maybe",
};

/** How many rows a preview has. */
export const rowsOf = ({ rows }: Import): number =>
  Object.values(rows).reduce((sum, number) => sum + number, 0);
