import { NativeSelect, Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { CURRENCIES } from "@pfn/keys/currencies";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { currencyName } from "#ui/money.ts";
import { useServerForm } from "#ui/use-server-form.ts";
import { ACCOUNT_TYPES, isDebt } from "../account-types";
import { type NewAccount, toAccountInput, validateAccount } from "./new-account";

const TYPES = Object.entries(ACCOUNT_TYPES).map(([value, label]) => ({ value, label }));
const CURRENCY_CHOICES = CURRENCIES.map((code) => ({
  value: code,
  label: `${code} – ${currencyName(code)}`,
}));

const TAKEN = "You have an account with this name. Choose another one.";

interface AddAccountFormProps {
  /** The currency to begin with. */
  baseCurrency: string;
  onDone: () => void;
}

/** Name, kind, currency, and what is on the account today. */
export function AddAccountForm({ baseCurrency, onDone }: AddAccountFormProps) {
  const create = trpc.accounts.create.useMutation();
  const form = useServerForm<NewAccount>({
    initialValues: { name: "", type: "checking", currency: baseCurrency, openingBalance: "" },
    validate: validateAccount,
    validateInputOnBlur: ["openingBalance"],
    send: async (values) => {
      const { account } = await create.mutateAsync(toAccountInput(values));
      notifications.show({ title: "Account added", message: account.name });
      onDone();
    },
    complain: ({ code, fields }) => (code === "CONFLICT" ? { name: TAKEN } : fields),
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert {...form.failure} />
        <TextInput
          name="name"
          label="Name"
          placeholder="Checking"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <NativeSelect name="type" label="Type" data={TYPES} {...form.getInputProps("type")} />
        <Select
          label="Currency"
          data={CURRENCY_CHOICES}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No matching currency"
          {...form.getInputProps("currency")}
        />
        <TextInput
          name="openingBalance"
          label="Balance today"
          description={
            isDebt(form.values.type)
              ? "Enter what you owe with a minus, such as −250.00. Leave empty for zero."
              : "Leave empty for zero."
          }
          placeholder="0.00"
          inputMode="decimal"
          rightSection={form.values.currency}
          rightSectionWidth={56}
          {...form.getInputProps("openingBalance")}
        />
        <FormButtons submit="Add account" isPending={form.submitting} onCancel={onDone} />
      </Stack>
    </Form>
  );
}
