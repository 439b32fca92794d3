import { SimpleGrid, Text } from "@mantine/core";
import { formatAmount, isZero, type Money } from "#ui/money.ts";
import { Notice } from "#ui/notice.tsx";
import type { Import } from "./import-words";

/** The file's totals, and whether the balances that it states agree. */
export function FileSummary({ found: { totals, balance } }: { found: Import }) {
  return (
    <>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 3 }} m={0}>
        <Figure name="Money in" money={totals.in} />
        <Figure name="Money out" money={totals.out} />
        <Figure name="Net" money={totals.net} />
      </SimpleGrid>
      {balance !== null && isZero(balance.gap) && (
        <Text fz="sm" c="dimmed">
          {balance.source === "column"
            ? "The file’s running balance agrees with its rows"
            : "The file’s opening balance and its rows add up to its closing balance"}
          ; it ends at {formatAmount(balance.expected)} {balance.expected.currency}.
        </Text>
      )}
      {balance !== null && !isZero(balance.gap) && (
        <Notice>
          The file’s balance ends at {formatAmount(balance.expected)}, but its rows add up to{" "}
          {formatAmount(balance.computed)}, a difference of {formatAmount(balance.gap)}{" "}
          {balance.gap.currency}
          {balance.brokenAtLine === null ? "" : `, first at line ${balance.brokenAtLine}`}. Check
          that the file is complete and that its amounts are read correctly.
        </Notice>
      )}
    </>
  );
}

function Figure({ name, money }: { name: string; money: Money }) {
  return (
    <div>
      <Text component="dt" fz="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600} style={{ overflowWrap: "anywhere" }}>
        {formatAmount(money)}{" "}
        <Text span fz="xs" fw={400} c="dimmed">
          {money.currency}
        </Text>
      </Text>
    </div>
  );
}
