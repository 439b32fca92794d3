import { expect } from "vitest";
import { parseAmount, toMoney } from "../../common/money/money";
import { find, type GroupBy, type ModelFilters, summaryOf, totalsOf } from "./figures";
import { balanceOf } from "./model-ledger";
import { idOf, money, numberOf, type Pair, pick, wireLines } from "./pair";
import { rowOf, rowsOf, type TransactionRow } from "./rows";
import { DAYS, type FilterStep, type StepOf } from "./steps";

/** Compares lists, totals, balances and reports of both, as some caller may ask for them. */
export async function look(
  { filters, groupBy, asOf, limit }: StepOf<"look">,
  pair: Pair,
): Promise<void> {
  await lookAtList(pair, filters, limit);
  await lookAtAccounts(pair, asOf);
  await lookAtSummary(pair, groupBy, { from: DAYS[0], to: asOf });
}

/** Page by page. */
export async function lookAtList(pair: Pair, wanted: FilterStep, limit: number): Promise<void> {
  const { rows } = pair.model;
  const { account, category, ...same } = wanted;
  const filters: ModelFilters = {
    ...same,
    ...(account !== undefined && { account: pick(pair, "account", account) }),
    ...(category !== undefined && { category: pick(pair, "category", category) }),
  };
  const input = {
    ...same,
    ...(filters.account !== undefined && { accountId: [idOf(pair, filters.account)] }),
    ...(filters.category !== undefined && { categoryId: [idOf(pair, filters.category)] }),
    limit,
    include: "totals" as const,
  };
  const list = pair.callers.agent.transactions.list;
  const first = await list(input);
  const items = [...first.items];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await list({ ...input, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  const found = find(rows, filters).map(([number, row]) => wireRow(pair, number, row));
  const newestFirst = (a: { date: string; id: string }, b: { date: string; id: string }) =>
    a.date + a.id < b.date + b.id ? 1 : -1;
  expect(
    items.map(
      ({ createdAt: _, createdBy: __, rawText: ___, importId: ____, note: _____, ...row }) => row,
    ),
  ).toEqual(found.sort(newestFirst));
  const totals = [...totalsOf(rows, filters)].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(first.totals).toEqual(
    totals.map(([currency, { count, sum }]) => ({ count, sum: toMoney(sum, currency) })),
  );
}

function wireRow(pair: Pair, number: number, row: TransactionRow) {
  const { version, account, date, amount, payee, kind, status, review, externalId, lines } = row;
  return {
    id: idOf(pair, number),
    accountId: idOf(pair, account),
    amount: money(pair, account, amount),
    ...{ version, date, payee, kind, status, review, externalId },
    transfer: transferOf(pair, number),
    lines: wireLines(pair, account, lines).map((line) => ({ ...line, note: null })),
  };
}

function transferOf(pair: Pair, leg: number) {
  const { rows } = pair.model;
  const found = rowsOf(rows, "transfer").find(([, { out, into }]) => out === leg || into === leg);
  if (found === undefined) return null;
  const [number, { out, into }] = found;
  const other = out === leg ? into : out;
  const account = rowOf(rows, "transaction", other)?.account ?? 0;
  return {
    id: idOf(pair, number),
    transactionId: idOf(pair, other),
    accountId: idOf(pair, account),
  };
}

export async function lookAtAccounts(pair: Pair, asOf: string): Promise<void> {
  const { items } = await pair.callers.owner.accounts.list({ asOf });
  expect(
    items.map(({ id, version, name, closedOn, posted, pending }) => [
      id,
      version,
      name,
      closedOn,
      posted,
      pending,
    ]),
  ).toEqual(
    rowsOf(pair.model.rows, "account")
      .sort(([, a], [, b]) => (a.name < b.name ? -1 : 1))
      .map(([number, { version, name, currency, closedOn }]) => {
        const { posted, pending } = balanceOf(pair.model.rows, number, asOf);
        return [
          idOf(pair, number),
          version,
          name,
          closedOn,
          toMoney(posted, currency),
          toMoney(pending, currency),
        ];
      }),
  );
}

export async function lookAtSummary(
  pair: Pair,
  groupBy: GroupBy,
  period: { from: string; to: string },
): Promise<void> {
  const report = await pair.callers.agent.reports.summary({ ...period, groupBy, previous: false });
  const figures = new Map<string, unknown>();
  const note = (
    figure: string,
    { sum, count }: { sum: { amount: string; currency: string }; count: number },
  ) =>
    figures.set(`${sum.currency} ${figure}`, { count, sum: parseAmount(sum.amount, sum.currency) });
  const groupOf = (key: string | null) =>
    key === null || groupBy === "month" ? key : numberOf(pair, key);
  for (const item of report.items) note(`${item.flow} ${groupOf(item.key)}`, item);
  for (const item of report.excluded) note(`excluded ${item.kind}`, item);
  for (const total of report.totals) if (total.count > 0) note(total.flow, total);
  expect(figures).toEqual(summaryOf(pair.model.rows, period, groupBy));
}
