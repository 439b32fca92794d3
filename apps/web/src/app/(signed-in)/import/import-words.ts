import type { RouterOutputs } from "@pfn/api";

export type Account = RouterOutputs["accounts"]["list"]["items"][number];
export type Preview = RouterOutputs["imports"]["preview"];
export type Import = RouterOutputs["imports"]["list"]["items"][number];
export type ImportRow = Preview["items"][number];
export type Verdict = ImportRow["verdict"];
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
