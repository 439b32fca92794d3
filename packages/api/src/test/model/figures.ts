import { type ModelLine, type Rows, rowOf, rowsOf, type TransactionRow } from "./rows";

/** The filters of a list that the model understands, with its own numbers. */
export interface ModelFilters {
  account?: number | undefined;
  category?: number | undefined;
  uncategorized?: boolean | undefined;
  flow?: "income" | "expense" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  direction?: "in" | "out" | undefined;
  status?: string | undefined;
  review?: string | undefined;
  kind?: string | undefined;
}

/** The live rows that the filters find. */
export const find = (rows: Rows, filters: ModelFilters): [number, TransactionRow][] =>
  rowsOf(rows, "transaction").filter(([, row]) => {
    const { account, from, to, direction, status, review, kind, uncategorized, flow } = filters;
    return (
      row.deletedAt === null &&
      (account === undefined || row.account === account) &&
      (from === undefined || row.date >= from) &&
      (to === undefined || row.date <= to) &&
      (direction === undefined || (direction === "in" ? row.amount > 0n : row.amount < 0n)) &&
      (status === undefined || row.status === status) &&
      (review === undefined || row.review === review) &&
      (kind === undefined || row.kind === kind) &&
      ((uncategorized !== true && flow === undefined) || row.kind === "regular") &&
      (uncategorized !== false || row.lines.every(({ category }) => category !== null)) &&
      (!speaksOfLines(filters) || row.lines.some((line) => matches(rows, line, filters)))
    );
  });

const speaksOfLines = ({ category, uncategorized, flow }: ModelFilters) =>
  category !== undefined || uncategorized === true || flow !== undefined;

const matches = (rows: Rows, line: ModelLine, { category, uncategorized, flow }: ModelFilters) =>
  (category === undefined || line.category === category) &&
  (uncategorized !== true || line.category === null) &&
  (flow === undefined || flowOf(rows, line) === flow);

/** A line is of its category's kind, or without category of its sign's. */
export const flowOf = (rows: Rows, { category, amount }: ModelLine): "income" | "expense" =>
  rowOf(rows, "category", category)?.kind ?? (amount < 0n ? "expense" : "income");

export interface Sum {
  count: number;
  sum: bigint;
}

const currencyOf = (rows: Rows, row: TransactionRow) =>
  rowOf(rows, "account", row.account)?.currency ?? "";

/**
 * Count and sum per currency of what the filters find; of a split row only the lines that they
 * speak of.
 */
export function totalsOf(rows: Rows, filters: ModelFilters): Map<string, Sum> {
  const totals = new Map<string, Sum>();
  for (const [, row] of find(rows, filters)) {
    const meant = speaksOfLines(filters)
      ? row.lines.filter((line) => matches(rows, line, filters))
      : row.lines;
    add(totals, currencyOf(rows, row), {
      count: 1,
      sum: meant.reduce((sum, { amount }) => sum + amount, 0n),
    });
  }
  return totals;
}

export type GroupBy = "category" | "month" | "account";

/**
 * Income and expense of a period by group, under keys such as `EUR expense 3`; all of it under `EUR
 * income`, `EUR net`, …
 */
export function summaryOf(
  rows: Rows,
  period: { from: string; to: string },
  groupBy: GroupBy,
): Map<string, Sum> {
  const figures = new Map<string, Sum>();
  for (const [, row] of find(rows, period)) {
    const currency = currencyOf(rows, row);
    // Of one transaction, each figure counts it once.
    const own = new Map<string, Sum>();
    const note = (figure: string, amount: bigint) =>
      own.set(`${currency} ${figure}`, {
        count: 1,
        sum: (own.get(`${currency} ${figure}`)?.sum ?? 0n) + amount,
      });
    if (row.kind === "regular")
      for (const line of row.lines) {
        const flow = flowOf(rows, line);
        const groups = {
          category: line.category,
          month: row.date.slice(0, 7),
          account: row.account,
        };
        for (const figure of ["net", flow, `${flow} ${groups[groupBy]}`]) note(figure, line.amount);
      }
    else note(`excluded ${row.kind}`, row.amount);
    for (const [figure, sum] of own) add(figures, figure, sum);
  }
  return figures;
}

function add(sums: Map<string, Sum>, key: string, { count, sum }: Sum): void {
  const earlier = sums.get(key) ?? { count: 0, sum: 0n };
  sums.set(key, { count: earlier.count + count, sum: earlier.sum + sum });
}
