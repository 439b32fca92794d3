import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { Text, Title, VisuallyHidden } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import { toNumber } from "./chart-figures";

type Summary = RouterOutputs["reports"]["summary"];
type Item = Summary["items"][number];

/** More bars than these would be too thin to compare; the largest come first. */
const SHOWN = 8;
const BAR_HEIGHT = 44;
/** Both stand out from the page by 3:1 or more, in light and in dark (WCAG 1.4.11). */
const SERIES = [
  { name: "current", label: "This month", color: "pine.6" },
  { name: "previous", label: "Last month", color: "gray.6" },
];

/** What was spent this month, category by category, against the same days of last month. */
export function MonthByCategory({ summary, currency }: { summary: Summary; currency: string }) {
  const spent = summary.items.filter(
    (item) => item.flow === "expense" && item.currency === currency,
  );
  const shown = spent.slice(0, SHOWN);
  return (
    <section aria-labelledby="month-title">
      <Panel p="lg" h="100%">
        <Title order={2} id="month-title" fz="lg">
          Spent this month
        </Title>
        <Text fz="sm" c="dimmed" mb="md">
          {describePeriods(summary)} In {currency}
          {spent.length > SHOWN && `, the largest ${SHOWN} of ${spent.length} categories`}.
        </Text>
        {shown.length === 0 ? (
          <Text fz="sm" py="lg">
            Nothing spent in {currency} this month or last.
          </Text>
        ) : (
          <>
            <VisuallyHidden component="ul">
              {shown.map((item) => (
                <li key={item.key ?? ""}>
                  <bdi>{nameOf(item)}</bdi>: {formatAmount(item.sum)}, last month{" "}
                  {item.previous ? formatAmount(item.previous.sum) : "nothing"}
                </li>
              ))}
            </VisuallyHidden>
            <BarChart
              aria-hidden="true"
              h={60 + shown.length * BAR_HEIGHT}
              data={shown.map((item) => ({
                category: shorten(nameOf(item)),
                current: -toNumber(item.sum),
                previous: item.previous ? -toNumber(item.previous.sum) : 0,
              }))}
              dataKey="category"
              orientation="vertical"
              series={SERIES}
              gridAxis="y"
              tickLine="none"
              withLegend
              valueFormatter={(value) => value.toLocaleString("en")}
              yAxisProps={{ width: 104, interval: 0 }}
              maxBarWidth={14}
              // The list above says the same: nothing in here takes the focus.
              barChartProps={{ accessibilityLayer: false }}
            />
          </>
        )}
      </Panel>
    </section>
  );
}

function describePeriods({ period, previousPeriod }: Summary): string {
  const span = ({ from, to }: Summary["period"]) =>
    `${formatCivilDate(from, from)} to ${formatCivilDate(to, to)}`;
  return `${span(period)}${previousPeriod ? ` compared with ${span(previousPeriod)}` : ""}.`;
}

const nameOf = ({ name }: Item): string => name ?? "Uncategorized";

const shorten = (name: string): string => (name.length > 16 ? `${name.slice(0, 15)}…` : name);
