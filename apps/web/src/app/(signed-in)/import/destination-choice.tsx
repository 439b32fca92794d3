import { NativeSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { CURRENCIES } from "@pfn/keys/currencies";
import { ACCOUNT_TYPES } from "#ledger/account-types.ts";
import { currencyName } from "#ui/money.ts";
import styles from "./destination-choice.module.css";
import type { Part } from "./import-words";
import {
  type Books,
  type Destination,
  fits,
  type NewAccount,
  nameOf,
  type OpenFile,
  proposeAccount,
  type Target,
} from "./targets";

interface DestinationChoiceProps {
  file: OpenFile;
  at: number;
  books: Books;
  isReading: boolean;
  onChange: (key: string, at: number, goesTo: Destination) => void;
}

const NEW = "new";
const NOWHERE = "nowhere";

/** Asks which account of the ledger an account of a file becomes. */
export function DestinationChoice({ file, at, books, ...props }: DestinationChoiceProps) {
  const target = file.targets[at];
  if (target === undefined) return null;
  const { goesTo, part } = target;
  const name = nameOf(target, file.file);
  const send = (to: Destination) => props.onChange(file.key, at, to);
  return (
    <Stack gap="xs">
      <NativeSelect
        className={styles["select"] ?? ""}
        {...(part === null ? { label: "Goes into" } : { "aria-label": `Account for ${name}` })}
        disabled={props.isReading}
        value={goesTo.kind === "account" ? goesTo.id : goesTo.kind}
        data={optionsFor(target, file.targets.length, books)}
        onChange={({ currentTarget: { value } }) =>
          send(
            value === NEW
              ? { kind: "new", account: proposeFor(part, books) }
              : value === NOWHERE
                ? { kind: "nowhere" }
                : { kind: "account", id: value },
          )
        }
      />
      <TookBefore target={target} books={books} />
      {goesTo.kind === "new" && (
        <NewAccountFields
          of={name}
          account={goesTo.account}
          part={part}
          isDisabled={props.isReading}
          onChange={(account) => send({ kind: "new", account })}
        />
      )}
    </Stack>
  );
}

const proposeFor = (part: Part | null, { accounts, baseCurrency }: Books): NewAccount =>
  proposeAccount(part, baseCurrency, new Set(accounts.map(({ name }) => name)));

function optionsFor({ goesTo, part }: Target, count: number, { accounts }: Books) {
  const fitting = accounts.filter((account) => fits(part, account));
  return [
    ...(goesTo.kind === "open" ? [{ value: "open", label: "Choose an account…" }] : []),
    ...fitting.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` })),
    { value: NEW, label: "New account…" },
    ...(count > 1 ? [{ value: NOWHERE, label: "Leave it out" }] : []),
  ];
}

/** That the person sends an account of a file elsewhere than before, may be a slip. */
function TookBefore({ target: { part, goesTo }, books }: { target: Target; books: Books }) {
  const before = books.accounts.find(({ id }) => id === part?.accountId);
  if (before === undefined || goesTo.kind !== "account" || goesTo.id === before.id) return null;
  return (
    <Text fz="xs" c="var(--mantine-color-error)">
      Its files went into <bdi>{before.name}</bdi> so far.
    </Text>
  );
}

const TYPES = Object.entries(ACCOUNT_TYPES).map(([value, label]) => ({ value, label }));
const CURRENCY_CHOICES = CURRENCIES.map((code) => ({
  value: code,
  label: `${code} – ${currencyName(code)}`,
}));

interface NewAccountFieldsProps {
  /** The account of the file. */
  of: string;
  account: NewAccount;
  part: Part | null;
  isDisabled: boolean;
  onChange: (account: NewAccount) => void;
}

/** What an account needs; the file says the rest. In a table of accounts there is little room. */
function NewAccountFields(props: NewAccountFieldsProps) {
  const { of, account, part, isDisabled, onChange } = props;
  const named = (label: string) =>
    part === null ? { label } : { "aria-label": `${label} of the new account for ${of}` };
  return (
    <div className={styles["fields"]} data-wide={part === null || undefined}>
      <TextInput
        {...named("Name")}
        maxLength={80}
        disabled={isDisabled}
        value={account.name}
        onChange={({ currentTarget }) => onChange({ ...account, name: currentTarget.value })}
      />
      <NativeSelect
        {...named("Type")}
        disabled={isDisabled}
        data={TYPES}
        value={account.type}
        onChange={({ currentTarget: { value } }) => {
          const type = TYPES_OF_ACCOUNTS.find((known) => known === value);
          if (type !== undefined) onChange({ ...account, type });
        }}
      />
      {(part?.currency ?? null) === null && (
        <Select
          {...named("Currency")}
          data={CURRENCY_CHOICES}
          searchable
          allowDeselect={false}
          disabled={isDisabled}
          value={account.currency}
          onChange={(currency) => currency !== null && onChange({ ...account, currency })}
        />
      )}
    </div>
  );
}

const TYPES_OF_ACCOUNTS = Object.keys(ACCOUNT_TYPES).filter(
  (type): type is NewAccount["type"] => type in ACCOUNT_TYPES,
);
