import { z } from "zod";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount, fromMinor } from "#ui/money.ts";

/** One row of the log: the whole row as it was (null: not there) and as it became (null: gone). */
export interface LoggedRow {
  entity: string;
  entityId: string | null;
  before?: unknown;
  after?: unknown;
}

/** Names of the things that rows refer to by id. */
export interface Names {
  accounts: ReadonlyMap<string, string>;
  categories: ReadonlyMap<string, string>;
}

/** A changed row for a person to read. */
export interface ChangedRow {
  /** Unique in its operation, also when the same row changed twice. */
  key: string;
  kind: "added" | "changed" | "removed";
  /** What kind of row it is, e.g. "Transaction". */
  entity: string;
  /** What it is called; other people's text. */
  title: string;
  /** What differs. `before` or `after` is null where there was or is nothing. */
  fields: { label: string; before: string | null; after: string | null }[];
}

const Minor = z.string().regex(/^-?\d+$/);
const Line = z.looseObject({ categoryId: z.string().nullable(), amountMinor: Minor });

/** What any kind of row may have. Unknown fields are of no interest to a person. */
const Row = z.looseObject({
  version: z.number().optional(),
  name: z.string().optional(),
  payee: z.string().optional(),
  fileName: z.string().optional(),
  accountId: z.string().optional(),
  currency: z.string().optional(),
  amountMinor: Minor.optional(),
  deletedAt: z.string().nullish(),
  lines: z.array(Line).optional(),
});
type Row = z.infer<typeof Row>;

const ENTITIES: Readonly<Record<string, string>> = {
  account: "Account",
  balanceCheck: "Stated balance",
  category: "Category",
  transaction: "Transaction",
  transfer: "Transfer",
  import: "Import",
};

/** Fields in the order to show them, with how to read their value. */
const FIELDS: readonly [label: string, read: (row: Row, names: Names) => string | null][] = [
  ["Name", ({ name }) => name ?? null],
  ["Date", (row) => dayOf(row["date"] ?? row["on"])],
  ["Payee", ({ payee }) => payee ?? null],
  ["Amount", (row) => amountOf(row.amountMinor, row.currency)],
  ["Account", ({ accountId }, { accounts }) => nameIn(accounts, accountId)],
  ["Category", categoriesOf],
  ["Type", (row) => textOf(row["type"])?.replaceAll("_", " ") ?? null],
  ["Kind", (row) => (row["kind"] === "regular" ? null : textOf(row["kind"]))],
  ["Parent", (row, { categories }) => nameIn(categories, textOf(row["parentId"]) ?? undefined)],
  ["Status", (row) => textOf(row["status"])],
  ["Review", (row) => textOf(row["review"])],
  ["Note", (row) => textOf(row["note"])],
  ["Closed on", (row) => dayOf(row["closedOn"])],
  ["Archived", (row) => (textOf(row["archivedAt"]) === null ? null : "yes")],
  ["State", (row) => textOf(row["state"])],
];

/**
 * Describes what happened to one row. A tombstone counts as removed, because its owner no longer
 * sees the row.
 *
 * @example describeChange({ entity: "category", entityId, before: null, after: { name: "Pets" } },
 *   names).kind // "added"
 */
export function describeChange(
  { entity, entityId, before, after }: LoggedRow,
  names: Names,
): ChangedRow {
  const [was, is] = [toRow(before), toRow(after)];
  const known: Row = is ?? was ?? {};
  return {
    key: `${entityId} ${known.version ?? 0}`,
    kind: was === null ? "added" : is === null ? "removed" : "changed",
    entity: ENTITIES[entity] ?? entity,
    title: known.payee ?? known.name ?? known.fileName ?? "",
    fields: FIELDS.map(([label, read]) => ({
      label,
      before: was && read(was, names),
      after: is && read(is, names),
    })).filter((field) => field.before !== field.after),
  };
}

/** A row as far as its owner sees it. */
function toRow(snapshot: unknown): Row | null {
  const { data } = Row.safeParse(snapshot);
  return data === undefined || typeof data.deletedAt === "string" ? null : data;
}

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

function dayOf(value: unknown): string | null {
  const day = textOf(value);
  return day === null ? null : formatCivilDate(day);
}

const nameIn = (names: ReadonlyMap<string, string>, id: string | undefined): string | null =>
  id === undefined ? null : (names.get(id) ?? "deleted");

function categoriesOf({ lines = [], currency }: Row, { categories }: Names): string | null {
  const [first, ...others] = lines;
  if (first === undefined) return null;
  const nameOf = (id: string | null) => (id === null ? "uncategorized" : nameIn(categories, id));
  if (others.length === 0) return first.categoryId === null ? null : nameOf(first.categoryId);
  return lines
    .map((line) => `${nameOf(line.categoryId)} ${amountOf(line.amountMinor, currency)}`)
    .join(", ");
}

function amountOf(minor: string | undefined, currency: string | undefined): string | null {
  if (minor === undefined || currency === undefined) return null;
  return `${formatAmount(fromMinor(BigInt(minor), currency))} ${currency}`;
}
