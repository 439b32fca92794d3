import type { LedgerContext } from "../../common/context";
import { todayIn } from "../../common/fields";
import { monthsBefore, previousPeriod, requirePeriod } from "./period";
import { readExcluded, readFlows } from "./read-flows";
import type { Summary, SummaryInput } from "./schema";
import { figure, itemsOf, totalsOf } from "./sum-flows";

/**
 * Income and expense of a period per currency, in groups, against the period before. Transfers,
 * openings and adjustments are neither (invariant 5) and are counted apart; pending rows count.
 * Each figure carries the filters of the list that adds up to it (invariant 6).
 *
 * @throws DomainError BAD_REQUEST for a period that ends before it begins, or is longer than ten
 *   years
 */
export async function summarize(ctx: LedgerContext, input: SummaryInput): Promise<Summary> {
  const { ledgerId, timezone } = ctx.principal;
  const today = todayIn(timezone, ctx.now());
  const period = requirePeriod({
    from: input.from ?? monthsBefore(today, 0),
    to: input.to ?? today,
  });
  const previous = input.previous ? previousPeriod(period) : null;
  const categories = await ctx.db.category.findMany({
    where: { ledgerId },
    select: { id: true, name: true, kind: true },
  });
  const expenseIds = categories.filter(({ kind }) => kind === "expense").map(({ id }) => id);
  const [flows, excluded, names] = await Promise.all([
    readFlows(ctx.db, { ledgerId, period, previous, groupBy: input.groupBy, expenseIds }),
    readExcluded(ctx.db, { ledgerId, period }),
    input.groupBy === "account"
      ? ctx.db.account.findMany({ where: { ledgerId }, select: { id: true, name: true } })
      : categories,
  ]);
  const report = {
    flows,
    period,
    previous,
    groupBy: input.groupBy,
    names: new Map(names.map(({ id, name }) => [id, name])),
  };
  return {
    period,
    previousPeriod: previous,
    totals: totalsOf(report),
    items: itemsOf(report),
    excluded: excluded.map(({ currency, kind, ...cell }) => ({
      kind,
      ...figure(cell, { kind, ...period, currency }),
    })),
  };
}
