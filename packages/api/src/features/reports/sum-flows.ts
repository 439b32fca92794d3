import { toMoney } from "../../common/money/money";
import { clipMonth, type Period } from "./period";
import type { Flow, GroupBy } from "./read-flows";
import type { Figure, Replay, Summary } from "./schema";

/** What a summary is made of. */
export interface Report {
  flows: readonly Flow[];
  period: Period;
  previous: Period | null;
  groupBy: GroupBy;
  names: ReadonlyMap<string, string>;
}

/** A sum with the filters of the list that adds up to it. */
export const figure = ({ sum, count }: { sum: bigint; count: number }, replay: Replay): Figure => ({
  sum: toMoney(sum, replay.currency),
  count,
  replay,
});

/** The sum of some groups; `count` names the column in which no transaction is counted twice. */
const add = (flows: readonly Flow[], count: "count" | "countOfFlow" | "countOfAll") => ({
  sum: flows.reduce((sum, flow) => sum + flow.sum, 0n),
  count: flows.reduce((sum, flow) => sum + flow[count], 0),
});

/** Income, expense and what is left, currency by currency. */
export const totalsOf = (report: Report): Summary["totals"] =>
  [...new Set(report.flows.map(({ currency }) => currency))]
    .sort()
    .flatMap((currency) => totalsIn(report, currency));

function totalsIn({ flows, period, previous }: Report, currency: string): Summary["totals"] {
  const own = flows.filter((flow) => flow.currency === currency);
  return (["income", "expense", "net"] as const).map((flow) => {
    const meant = own.filter(
      ({ isExpense }) => flow === "net" || isExpense === (flow === "expense"),
    );
    const filter = flow === "net" ? ({ kind: "regular" } as const) : { flow };
    const over = (days: Period, isCurrent: boolean) => {
      const some = meant.filter((one) => one.isCurrent === isCurrent);
      return figure(add(some, flow === "net" ? "countOfAll" : "countOfFlow"), {
        ...days,
        currency,
        ...filter,
      });
    };
    return { currency, flow, ...over(period, true), previous: previous && over(previous, false) };
  });
}

/** One item per currency, direction and group, in the order in which they are shown. */
export function itemsOf(report: Report): Summary["items"] {
  const groups = new Map<string, Flow[]>();
  for (const flow of report.flows) {
    if (report.groupBy === "month" && !flow.isCurrent) continue;
    const group = JSON.stringify([flow.currency, flow.isExpense, flow.key]);
    groups.set(group, [...(groups.get(group) ?? []), flow]);
  }
  const items = [...groups.values()].map((group) => toItem(report, group));
  return items.sort(report.groupBy === "month" ? byMonth : bySize);
}

type Item = Summary["items"][number];

function toItem({ period, previous, groupBy, names }: Report, group: readonly Flow[]): Item {
  const [first] = group;
  if (first === undefined) throw new Error("A group has at least one flow.");
  const { currency, key, isExpense } = first;
  const flow = isExpense ? ("expense" as const) : ("income" as const);
  const over = (days: Period, isCurrent: boolean) =>
    figure(
      add(
        group.filter((one) => one.isCurrent === isCurrent),
        "count",
      ),
      {
        ...(groupBy === "month" && key !== null ? clipMonth(key, days) : days),
        currency,
        flow,
        ...(groupBy === "category" &&
          (key === null ? { uncategorized: true } : { categoryId: [key] })),
        ...(groupBy === "account" && key !== null && { accountId: [key] }),
      },
    );
  const isCompared = previous !== null && groupBy !== "month";
  return {
    currency,
    flow,
    key,
    name: key === null ? null : (names.get(key) ?? null),
    ...over(period, true),
    previous: isCompared ? over(previous, false) : null,
  };
}

const text = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
const inOrder = (a: Item, b: Item) => text(a.currency, b.currency) || text(b.flow, a.flow);
const byMonth = (a: Item, b: Item) => text(a.key ?? "", b.key ?? "") || inOrder(a, b);
const bySize = (a: Item, b: Item) =>
  inOrder(a, b) ||
  Math.abs(Number(b.sum.amount)) - Math.abs(Number(a.sum.amount)) ||
  text(a.name ?? "", b.name ?? "");
