import {
  Button,
  Group,
  Input,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { DayInput } from "#ui/day-input.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { formKeys } from "#ui/keyboard/form-keys.ts";
import { useFirstFocus } from "#ui/keyboard/use-first-focus.ts";
import { useServerForm } from "#ui/use-server-form.ts";
import { CategorySelect } from "../category-select";
import type { Choices } from "../types";
import { type Draft, type DraftForm, EMPTY_LINE, validateDraft } from "./draft";
import { SplitLines } from "./split-lines";

/** The field that has the focus when the form opens. */
type FirstField = "payee" | "category";

interface TransactionFormProps {
  label: string;
  initial: Draft;
  currencyOf: (accountId: string) => string;
  choices: Choices;
  /** A transaction stays in its account. */
  isNew: boolean;
  /** Transfers and openings have none. */
  hasCategory: boolean;
  firstField: FirstField;
  send: (draft: Draft) => Promise<void>;
  onCancel: () => void;
}

/** The fields of a transaction that a person can edit. */
export function TransactionForm({
  label,
  initial,
  currencyOf,
  choices,
  send,
  onCancel,
  ...props
}: TransactionFormProps) {
  const form = useServerForm<Draft>({
    initialValues: initial,
    validate: (draft) => validateDraft(draft, currencyOf(draft.accountId)),
    send,
  });
  const { values } = form;
  const currency = currencyOf(values.accountId);
  const holder = useFirstFocus<HTMLDivElement>();
  const startsAtCategory = props.hasCategory && props.firstField === "category";
  return (
    <Form
      form={form}
      aria-label={label}
      onKeyDown={formKeys({ isBusy: form.submitting, onCancel })}
    >
      <Stack gap="sm" ref={holder}>
        <FailureAlert {...form.failure} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            name="payee"
            label="Payee"
            maxLength={200}
            data-autofocus={startsAtCategory ? undefined : true}
            {...form.getInputProps("payee")}
          />
          {props.isNew ? (
            <AccountInput form={form} choices={choices} />
          ) : (
            <StatusInput form={form} />
          )}
          <DayInput
            label="Date"
            value={values.date}
            error={form.errors["date"]}
            onChange={(day) => form.setFieldValue("date", day ?? "")}
          />
          <AmountInput form={form} currency={currency} />
        </SimpleGrid>
        {props.hasCategory && <CategoryInputs {...{ form, choices, currency, startsAtCategory }} />}
        <Textarea
          name="note"
          label="Note"
          autosize
          minRows={1}
          maxLength={1_000}
          {...form.getInputProps("note")}
        />
        <FormButtons
          submit={props.isNew ? "Add" : "Save"}
          isPending={form.submitting}
          onCancel={onCancel}
        />
      </Stack>
    </Form>
  );
}

function AccountInput({ form, choices }: { form: DraftForm; choices: Choices }) {
  return (
    <Select
      label="Account"
      data={choices.accounts.map(({ id, name }) => ({ value: id, label: name }))}
      allowDeselect={false}
      searchable
      {...form.getInputProps("accountId")}
    />
  );
}

const STATES = [
  { value: "posted", label: "Booked" },
  { value: "pending", label: "Pending" },
];

function StatusInput({ form }: { form: DraftForm }) {
  return (
    <Select label="Status" data={STATES} allowDeselect={false} {...form.getInputProps("status")} />
  );
}

const DIRECTIONS = [
  { value: "out", label: "Out" },
  { value: "in", label: "In" },
];

function AmountInput({ form, currency }: { form: DraftForm; currency: string }) {
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Input.Wrapper label="In or out" labelElement="div">
        <SegmentedControl
          aria-label="Money in or out"
          data={DIRECTIONS}
          {...form.getInputProps("direction")}
        />
      </Input.Wrapper>
      <TextInput
        name="amount"
        label="Amount"
        placeholder="0.00"
        inputMode="decimal"
        rightSection={currency}
        rightSectionWidth={52}
        flex={1}
        {...form.getInputProps("amount")}
      />
    </Group>
  );
}

interface CategoryInputsProps {
  form: DraftForm;
  choices: Choices;
  currency: string;
  startsAtCategory: boolean;
}

/** One category for the whole amount, or parts that add up to it. */
function CategoryInputs({ form, choices, currency, startsAtCategory }: CategoryInputsProps) {
  const { lines, amount } = form.values;
  const [only = EMPTY_LINE, ...more] = lines;
  const { categories } = choices;
  if (more.length > 0) return <SplitLines {...{ form, categories, currency, startsAtCategory }} />;
  return (
    <Group align="flex-end" gap="sm">
      <CategorySelect
        label="Category"
        categories={categories}
        data-autofocus={startsAtCategory || undefined}
        value={only.categoryId}
        onChange={(categoryId) => form.setFieldValue("lines", [{ ...only, categoryId }])}
        flex={1}
      />
      <Button
        variant="default"
        onClick={() => form.setFieldValue("lines", [{ ...only, amount }, EMPTY_LINE])}
      >
        Split
      </Button>
    </Group>
  );
}
