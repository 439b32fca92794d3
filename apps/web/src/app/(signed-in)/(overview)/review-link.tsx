import { trpc } from "#trpc/client.tsx";
import { TextLink } from "#ui/links.tsx";

/** Links to the transactions to review, with their number; to all of them when there are none. */
export function ReviewLink() {
  const { data } = trpc.transactions.list.useQuery({
    review: "unreviewed",
    limit: 1,
    include: "totals",
  });
  const waiting = data?.totals?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return waiting > 0 ? (
    <TextLink href="/transactions?review=unreviewed" fz="sm">
      {waiting} to review
    </TextLink>
  ) : (
    <TextLink href="/transactions" fz="sm">
      All transactions
    </TextLink>
  );
}
