import { Input, Radio, SimpleGrid, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { PRESETS } from "@pfn/keys/scopes";
import { ScopePicker } from "../scopes";
import { ChoiceCard } from "./choice-card";
import { chosenScopes, type NewKey } from "./new-key";
import { ScopeSummary } from "./scope-summary";

const CHOICES = [
  ...PRESETS.map(({ id, title, description }) => ({ id, title, text: description })),
  {
    id: "exactly",
    title: "Choose exactly",
    text: "Start from the choice above and switch single permissions on or off.",
  },
] as const;

/** What the key may do: a preset that fits a job, or permission by permission. */
export function AccessPicker({ form }: { form: UseFormReturnType<NewKey> }) {
  const { access, scopes } = form.values;

  function choose(value: string) {
    const choice = CHOICES.find(({ id }) => id === value);
    if (choice === undefined) return;
    // Choosing exactly starts from the previous choice.
    if (choice.id === "exactly" && access !== "exactly")
      form.setFieldValue("scopes", [...chosenScopes(form.values)]);
    form.setFieldValue("access", choice.id);
  }

  return (
    <Stack gap="md">
      <Radio.Group label="What may it do?" value={access} onChange={choose}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" mt="xs">
          {CHOICES.map(({ id, title, text }) => (
            <ChoiceCard
              key={id}
              value={id}
              title={title}
              text={text}
              isChosen={id === access}
              isWide={id === "exactly"}
            />
          ))}
        </SimpleGrid>
      </Radio.Group>
      {access === "exactly" ? (
        <ScopePicker value={scopes} onChange={(next) => form.setFieldValue("scopes", next)} />
      ) : (
        <ScopeSummary scopes={chosenScopes(form.values)} />
      )}
      {form.errors["scopes"] && <Input.Error role="alert">{form.errors["scopes"]}</Input.Error>}
    </Stack>
  );
}
