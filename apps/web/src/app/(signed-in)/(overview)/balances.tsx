import { SimpleGrid, Text, VisuallyHidden } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { isClosed } from "#ledger/account-types.ts";
import { isZero } from "#ui/money.ts";
import { CurrencyPanel } from "./currency-panel";

type Account = RouterOutputs["accounts"]["list"]["items"][number];

interface BalancesProps {
  accounts: readonly Account[];
  /** More accounts exist than were loaded. */
  hasMore: boolean;
}

/**
 * Accounts with their balances, one panel per currency, because amounts in different currencies do
 * not add up. A closed account stays here until its balance is 0, because it counts in the net
 * worth.
 */
export function Balances({ accounts, hasMore }: BalancesProps) {
  const counted = accounts.filter(
    (account) => !isClosed(account) || !isZero(account.posted) || !isZero(account.pending),
  );
  const currencies = [...new Set(counted.map(({ currency }) => currency))];
  const groups = currencies
    .map((currency) => ({
      currency,
      accounts: counted.filter((account) => account.currency === currency),
    }))
    .sort((a, b) => b.accounts.length - a.accounts.length);
  return (
    <section aria-labelledby="balances-title">
      <VisuallyHidden>
        <h2 id="balances-title">Balances</h2>
      </VisuallyHidden>
      <SimpleGrid cols={{ base: 1, xs: Math.min(groups.length, 2), lg: 1 }} spacing="md">
        {groups.map((group) => (
          <CurrencyPanel key={group.currency} {...group} />
        ))}
      </SimpleGrid>
      {hasMore && (
        <Text c="dimmed" fz="sm" mt="sm">
          Showing the first {accounts.length} accounts by name. Totals leave out the others.
        </Text>
      )}
    </section>
  );
}
