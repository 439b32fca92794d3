import { Chip, Fieldset, Group, Input, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { MAX_LIFETIME_DAYS } from "@pfn/api/schema/integration-keys";
import { civilDateIn } from "#ui/civil-date.ts";
import { formatDay } from "#ui/dates.ts";
import { DayInput } from "#ui/day-input.tsx";
import { Notice } from "#ui/notice.tsx";
import type { NewKey } from "./new-key";

const CHOICES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "date", label: "Until a date" },
  { value: "never", label: "Never expires" },
] as const;

const DAY_MS = 86_400_000;

/** How long the key works. It may never expire, but only after a warning (K9). */
export function ExpiryPicker({ form }: { form: UseFormReturnType<NewKey> }) {
  const { expiry } = form.values;
  return (
    <Fieldset
      legend={<Input.Label component="span">How long should it work?</Input.Label>}
      variant="unstyled"
      p={0}
      mx={0}
    >
      <Stack gap="sm" align="flex-start" mt={8}>
        <Chip.Group value={expiry} onChange={(value) => form.setFieldValue("expiry", value)}>
          <Group gap="xs">
            {CHOICES.map(({ value, label }) => (
              <Chip key={value} name="expiry" value={value} variant="outline" size="sm">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {expiry === "date" && (
          <DayInput
            label="Last day"
            description="The key works until the end of this day, at most a year from now."
            minDate={civilDateIn(0)}
            maxDate={civilDateIn(MAX_LIFETIME_DAYS - 1)}
            daysAhead={MAX_LIFETIME_DAYS - 1}
            w={280}
            maw="100%"
            value={form.values.lastDay}
            error={form.errors["lastDay"]}
            onChange={(day) => form.setFieldValue("lastDay", day)}
          />
        )}
        {expiry === "never" && <NeverWarning />}
        {expiry !== "date" && expiry !== "never" && (
          <Text fz="sm" c="dimmed" aria-live="polite">
            It stops working on{" "}
            {formatDay(new Date(Date.now() + Number(expiry) * DAY_MS).toISOString())}. You can
            rotate it before then and keep its permissions.
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

function NeverWarning() {
  return (
    <Notice role="status" title="A forgotten key keeps working" maw={640}>
      Anyone who finds this key next year, in a backup or on an old laptop, can still use it. Choose
      an expiry if you can: replacing a key takes a minute.
    </Notice>
  );
}
