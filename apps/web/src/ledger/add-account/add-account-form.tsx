import { Button, Group, NativeSelect, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { CURRENCIES } from "@pfn/keys/currencies";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { currencyName } from "#ui/money.ts";
import { readFailure } from "#ui/read-failure.ts";
import { ACCOUNT_TYPES, isDebt } from "../account-types";
import { type NewAccount, toAccountInput, validateAccount } from "./new-account";

const TYPES = Object.entries(ACCOUNT_TYPES).map(([value, label]) => ({ value, label }));
const CURRENCY_CHOICES = CURRENCIES.map((code) => ({
  value: code,
  label: `${code} – ${currencyName(code)}`,
}));
const FIELDS = ["name", "type", "currency", "openingBalance"];

interface AddAccountFormProps {
  /** The currency to begin with. */
  baseCurrency: string;
  onDone: () => void;
}

/** Name, kind, currency, and what is on the account today. */
export function AddAccountForm({ baseCurrency, onDone }: AddAccountFormProps) {
  const initialValues: NewAccount = {
    name: "",
    type: "checking",
    currency: baseCurrency,
    openingBalance: "",
  };
  const form = useForm({
    initialValues,
    validate: validateAccount,
    validateInputOnBlur: ["openingBalance"],
  });
  const create = trpc.accounts.create.useMutation({
    onSuccess: ({ account }) => {
      notifications.show({ title: "Account added", message: account.name });
      onDone();
    },
    onError: (error) => {
      const { code, fields } = readFailure(error);
      form.setErrors(
        code === "CONFLICT"
          ? { name: "You have an account with this name. Choose another one." }
          : fields,
      );
    },
  });
  return (
    <Form form={form} onSubmit={(values) => create.mutate(toAccountInput(values))}>
      <Stack gap="md">
        <FailureAlert error={create.error} fields={FIELDS} />
        <TextInput
          name="name"
          label="Name"
          placeholder="Checking"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <NativeSelect name="type" label="Kind" data={TYPES} {...form.getInputProps("type")} />
        <Select
          label="Currency"
          data={CURRENCY_CHOICES}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such currency"
          {...form.getInputProps("currency")}
        />
        <TextInput
          name="openingBalance"
          label="Balance today"
          description={
            isDebt(form.values.type)
              ? "What you owe has a minus: −250.00. Empty for nothing."
              : "Empty for nothing."
          }
          placeholder="0.00"
          inputMode="decimal"
          rightSection={form.values.currency}
          rightSectionWidth={56}
          {...form.getInputProps("openingBalance")}
        />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Add account
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
