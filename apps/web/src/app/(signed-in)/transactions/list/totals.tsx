import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { formatAmount } from "#ui/money.ts";
import { type Filters, toInput } from "../filter/filters";

/** How many transactions the filters find, and what they come to in each currency. */
export function Totals({ filters }: { filters: Filters }) {
  const { data } = trpc.transactions.list.useQuery(
    { ...toInput(filters), limit: 1, include: "totals" },
    { placeholderData: (previous) => previous },
  );
  const totals = data?.totals;
  if (totals === undefined) return <>&nbsp;</>;
  const all = totals.reduce((sum, total) => sum + total.count, 0);
  const sums = totals.map(({ sum }) => `${formatAmount(sum)} ${sum.currency}`);
  return <span aria-live="polite">{[count(all, "transaction"), ...sums].join(" · ")}</span>;
}
