import { Word } from "@pfn/api/schema/import-mapping";
import type { Amount, FileColumn, Mapping } from "./import-words";

/** What a column of a table is for, in words. */
export const ROLES = {
  day: "Day",
  payee: "Payee",
  note: "Note",
  amount: "Amount",
  out: "Out",
  in: "In",
  direction: "Direction",
  fee: "Fee",
  balance: "Balance",
  currency: "Currency",
  category: "Category",
  account: "Account",
  status: "Status",
  id: "Bank’s id",
} as const;

export type Role = keyof typeof ROLES;

/** The roles that have a field of the mapping each. */
const FIELDS = {
  day: "dateColumn",
  payee: "payeeColumn",
  note: "noteColumn",
  balance: "balanceColumn",
  currency: "currencyColumn",
  category: "categoryColumn",
  account: "accountColumn",
  status: "statusColumn",
  id: "externalIdColumn",
} as const satisfies Partial<Record<Role, keyof Mapping>>;

const isOfField = (role: Role): role is keyof typeof FIELDS => role in FIELDS;

/** Fields of a mapping to settle anew; undefined: pfn proposes it again. */
export type Settled = Readonly<Record<string, unknown>>;

/** The columns of an amount by their roles. */
export function amountColumns(amount: Amount | undefined): Partial<Record<Role, number>> {
  if (amount === undefined) return {};
  if ("outColumn" in amount) return { out: amount.outColumn, in: amount.inColumn };
  if ("typeColumn" in amount) return { amount: amount.column, direction: amount.typeColumn };
  const { column, feeColumn } = amount;
  return { amount: column, ...(feeColumn !== undefined && { fee: feeColumn }) };
}

/** What a column is for; null where it is not used. */
export function roleOf(mapping: Mapping, column: number): Role | null {
  const inAmount = Object.entries(amountColumns(mapping.amount)).find(([, at]) => at === column);
  const names = Object.keys(ROLES).filter((name): name is Role => name in ROLES);
  return (
    names.find((name) => name === inAmount?.[0]) ??
    names.find((name) => isOfField(name) && mapping[FIELDS[name]] === column) ??
    null
  );
}

interface Given {
  column: number;
  /** Null: not used. */
  role: Role | null;
  columns: readonly FileColumn[];
}

/** Gives a column another role. A role that another column has moves. */
export function withRole(mapping: Mapping, { column, role, columns }: Given): Settled {
  const before = roleOf(mapping, column);
  const left = before === null || before === role ? {} : leave(mapping, before);
  if (role === null) return left;
  if (isOfField(role)) return { ...left, [FIELDS[role]]: column };
  return { ...left, amount: giveAmount(mapping, { column, role, columns }) };
}

/** What cannot be missing is proposed again. */
function leave({ amount }: Mapping, role: Role): Settled {
  if (role === "day") return { dateColumn: undefined };
  if (isOfField(role)) return { [FIELDS[role]]: null };
  if (role === "fee" && amount !== undefined && "sign" in amount)
    return { amount: { column: amount.column, sign: amount.sign } };
  return { amount: undefined };
}

/** An amount has one column, two of them, or one beside a column of words. */
export type Model = "one" | "pair" | "words";

export const modelOf = (amount: Amount | undefined): Model =>
  amount !== undefined && "outColumn" in amount
    ? "pair"
    : amount !== undefined && "typeColumn" in amount
      ? "words"
      : "one";

/** Reads amounts in another way, with columns that are likely to fit. */
export function withModel(mapping: Mapping, model: Model, columns: readonly FileColumn[]): Settled {
  const { amount } = mapping;
  if (modelOf(amount) === model) return {};
  const of = amountColumns(amount);
  const column = of.amount ?? of.out ?? freeColumn(mapping, { columns, not: null }) ?? 1;
  if (model === "one") return { amount: { column, sign: "as_written" } };
  if (model === "pair") return { amount: giveAmount(mapping, { column, role: "out", columns }) };
  const typed = columns.find((one) => wordsOf(one).length > 0 && one.column !== column);
  return typed === undefined
    ? {}
    : { amount: giveAmount(mapping, { column: typed.column, role: "direction", columns }) };
}

function giveAmount(mapping: Mapping, { column, role, columns }: Given & { role: Role }): Amount {
  const { amount } = mapping;
  const of = amountColumns(amount);
  const other = (taken: number | undefined) =>
    taken !== undefined && taken !== column
      ? taken
      : (freeColumn(mapping, { columns, not: column }) ?? column);
  const sign = amount !== undefined && "sign" in amount ? amount.sign : "as_written";
  if (role === "out") return { outColumn: column, inColumn: other(of.in ?? of.amount) };
  if (role === "in") return { outColumn: other(of.out ?? of.amount), inColumn: column };
  if (role === "direction") {
    const [word = ""] = wordsOf(columns.find((one) => one.column === column));
    return { column: other(of.amount ?? of.out), typeColumn: column, outWords: [word] };
  }
  if (role === "fee") return { column: other(of.amount ?? of.out), sign, feeColumn: column };
  return amount !== undefined && "typeColumn" in amount && amount.typeColumn !== column
    ? { ...amount, column }
    : { column, sign };
}

/** A column of numbers that nothing is read from yet. */
const freeColumn = (
  mapping: Mapping,
  { columns, not }: { columns: readonly FileColumn[]; not: number | null },
): number | undefined =>
  columns.find(
    ({ column, samples }) =>
      column !== not &&
      roleOf(mapping, column) === null &&
      samples.every((sample) => /^[^\p{L}]*\d[^\p{L}]*$/u.test(sample)),
  )?.column;

/** The words of a column that may say where money goes. */
export const wordsOf = (column: FileColumn | undefined): readonly string[] =>
  column?.words.filter((word) => Word.safeParse(word).success) ?? [];
