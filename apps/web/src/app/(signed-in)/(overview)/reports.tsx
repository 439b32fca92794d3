import { NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { currencyName } from "#ui/money.ts";
import { MonthByCategory } from "./month-by-category";
import { NetWorth } from "./net-worth";
import type { LedgerQueries } from "./use-ledger";

interface ReportsProps {
  ledger: LedgerQueries;
  baseCurrency: string;
}

/**
 * Where the money goes and what there is, one currency at a time, because currencies do not add up.
 */
export function Reports({ ledger: { summary, balances }, baseCurrency }: ReportsProps) {
  const currencies = balances.data.series.map(({ currency }) => currency);
  const [chosen, setChosen] = useState(baseCurrency);
  const currency = currencies.includes(chosen) ? chosen : (currencies[0] ?? baseCurrency);
  return (
    <Stack gap="md">
      <FailureAlert error={summary.error ?? balances.error} />
      {currencies.length > 1 && (
        <NativeSelect
          aria-label="Currency of the charts"
          data={currencies.map((code) => ({ value: code, label: currencyName(code) }))}
          value={currency}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          maw={240}
        />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <MonthByCategory summary={summary.data} currency={currency} />
        <NetWorth balances={balances.data} currency={currency} />
      </SimpleGrid>
    </Stack>
  );
}
