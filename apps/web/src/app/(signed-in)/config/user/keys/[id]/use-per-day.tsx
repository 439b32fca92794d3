import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { Text, Title, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { count } from "#ui/count.ts";
import { formatCivilDate } from "#ui/dates.ts";
import { Panel } from "#ui/panel.tsx";
import { type DayOfUse, fillDays } from "./days";

const SHOWN_DAYS = 30;
const SERIES = [
  { name: "uses", label: "Uses", color: "pine.5" },
  { name: "refusals", label: "Refused", color: "red.6" },
];

/** How often the key was used and refused, day by day. */
export function UsePerDay({ days }: { days: readonly DayOfUse[] }) {
  const [now] = useState(() => Date.now());
  const shown = fillDays(days, { length: SHOWN_DAYS, now });
  const used = shown.filter(({ uses, refusals }) => uses + refusals > 0);
  return (
    <section aria-labelledby="use-title">
      <Panel p="lg">
        <Title order={2} id="use-title" fz="lg">
          Use per day
        </Title>
        <Text fz="sm" c="dimmed" mb="md">
          The last {SHOWN_DAYS} days, in UTC.
        </Text>
        {used.length === 0 ? (
          <Text fz="sm" py="lg">
            No use yet. The chart begins with the key’s first call.
          </Text>
        ) : (
          <>
            <DaysInWords days={used} />
            <BarChart
              aria-hidden="true"
              h={190}
              data={shown.map(({ day, ...counts }) => ({ day: shortDay(day), ...counts }))}
              dataKey="day"
              type="stacked"
              series={SERIES}
              gridAxis="x"
              tickLine="none"
              withLegend={used.some(({ refusals }) => refusals > 0)}
              xAxisProps={{ interval: "equidistantPreserveStart", minTickGap: 24 }}
              yAxisProps={{ allowDecimals: false, width: 36 }}
              maxBarWidth={18}
              // The list above says the same: nothing in here takes the focus.
              barChartProps={{ accessibilityLayer: false }}
            />
          </>
        )}
      </Panel>
    </section>
  );
}

/** The same figures for people who cannot see the chart. */
function DaysInWords({ days }: { days: readonly DayOfUse[] }) {
  return (
    <VisuallyHidden component="ul">
      {days.map(({ day, uses, refusals }) => (
        <li key={day}>
          {formatCivilDate(day)}: {count(uses, "use")}, {refusals} refused
        </li>
      ))}
    </VisuallyHidden>
  );
}

const shortDay = (day: string) => formatCivilDate(day).replace(/ \d{4}$/, "");
