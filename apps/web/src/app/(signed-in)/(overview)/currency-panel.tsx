import { Group, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { ACCOUNT_TYPES, isClosed } from "#ledger/account-types.ts";
import lines from "#ui/lines.module.css";
import { currencyName, formatAmount, isZero, sumAmounts } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import styles from "./currency-panel.module.css";

type Account = RouterOutputs["accounts"]["list"]["items"][number];

/**
 * The accounts in one currency, like a ledger's column: figures below each other, and their sum
 * above.
 */
export function CurrencyPanel({
  currency,
  accounts,
}: {
  currency: string;
  accounts: readonly Account[];
}) {
  const posted = sumAmounts(
    accounts.map((account) => account.posted),
    currency,
  );
  const pending = sumAmounts(
    accounts.map((account) => account.pending),
    currency,
  );
  return (
    <Panel p="lg">
      <Text fz="sm" c="dimmed">
        {currencyName(currency)}
      </Text>
      <Text fz={28} fw={650} lh={1.25} className={styles["total"]}>
        {formatAmount(posted)}{" "}
        <Text span fz="md" fw={500} c="dimmed">
          {currency}
        </Text>
      </Text>
      <Text fz="sm" c="dimmed" className={styles["pending"]}>
        {isZero(pending) ? "Nothing pending" : `${formatAmount(pending)} pending`}
      </Text>
      <ul className={lines["list"]}>
        {accounts.map((account) => (
          <AccountLine key={account.id} account={account} />
        ))}
      </ul>
    </Panel>
  );
}

function AccountLine({ account }: { account: Account }) {
  const { name, type, posted, pending } = account;
  return (
    <Group
      component="li"
      justify="space-between"
      align="flex-start"
      gap="md"
      wrap="nowrap"
      className={lines["row"]}
    >
      <div className={styles["name"]}>
        <Text fw={550} lh={1.35}>
          <bdi>{name}</bdi>
        </Text>
        <Text fz="xs" c="dimmed">
          {ACCOUNT_TYPES[type]}
          {isClosed(account) && ", closed"}
        </Text>
      </div>
      <div className={styles["figures"]}>
        <Text lh={1.35}>{formatAmount(posted)}</Text>
        {!isZero(pending) && (
          <Text fz="xs" c="dimmed">
            {formatAmount(pending)} pending
          </Text>
        )}
      </div>
    </Group>
  );
}
