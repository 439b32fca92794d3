import { Radio, SimpleGrid } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { ChoiceCard } from "./choice-card";
import type { NewKey } from "./new-key";

const MODES = [
  {
    value: "live",
    title: "Your ledger",
    text: "A live key: works on your real accounts and transactions.",
  },
  {
    value: "test",
    title: "The test ledger",
    text: "A test key: works on made-up data, so you can try an agent without risk.",
  },
] as const;

/** Which of a person's two ledgers the key opens. */
export function ModePicker({ form }: { form: UseFormReturnType<NewKey> }) {
  const { mode } = form.values;
  return (
    <Radio.Group
      label="Which ledger does it open?"
      value={mode}
      onChange={(value) => form.setFieldValue("mode", value === "test" ? "test" : "live")}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
        {MODES.map(({ value, title, text }) => (
          <ChoiceCard
            key={value}
            value={value}
            title={title}
            text={text}
            isChosen={value === mode}
          />
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
