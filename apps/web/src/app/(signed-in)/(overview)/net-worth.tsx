import "@mantine/charts/styles.css";
import { AreaChart } from "@mantine/charts";
import { Text, Title, VisuallyHidden } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import { toNumber } from "./chart-figures";
import styles from "./net-worth.module.css";

const SERIES = [{ name: "sum", label: "All accounts", color: "pine.6" }];
const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** The total of all accounts in one currency, month by month. */
export function NetWorth({
  balances,
  currency,
}: {
  balances: RouterOutputs["reports"]["balances"];
  currency: string;
}) {
  const points = balances.series.find((one) => one.currency === currency)?.points ?? [];
  return (
    <section aria-labelledby="worth-title">
      <Panel p="lg" h="100%" className={styles["panel"]}>
        <Title order={2} id="worth-title" fz="lg">
          Net worth
        </Title>
        <Text fz="sm" c="dimmed" mb="md">
          All accounts in {currency} at the end of each month, without pending amounts.
        </Text>
        {points.length === 0 ? (
          <Text fz="sm" py="lg">
            Nothing booked in {currency} yet.
          </Text>
        ) : (
          <>
            <VisuallyHidden component="ul">
              {points.map(({ date, sum }) => (
                <li key={date}>
                  {formatCivilDate(date)}: {formatAmount(sum)}
                </li>
              ))}
            </VisuallyHidden>
            <div className={styles["frame"]}>
              <AreaChart
                className={styles["chart"]}
                aria-hidden="true"
                h="100%"
                data={points.map(({ date, sum }) => ({
                  date: month.format(new Date(date)),
                  sum: toNumber(sum),
                }))}
                dataKey="date"
                series={SERIES}
                curveType="monotone"
                gridAxis="x"
                tickLine="none"
                valueFormatter={(value) => value.toLocaleString("en")}
                xAxisProps={{ interval: "equidistantPreserveStart", minTickGap: 16 }}
                yAxisProps={{ width: 52, tickFormatter: (value: number) => compact.format(value) }}
                // The list above says the same: nothing in here takes the focus.
                areaChartProps={{ accessibilityLayer: false }}
              />
            </div>
          </>
        )}
      </Panel>
    </section>
  );
}
