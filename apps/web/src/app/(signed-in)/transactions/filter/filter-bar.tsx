import { Button, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Category } from "../types";
import {
  countFilters,
  FILTER_NAMES,
  type FilterControl,
  type Filters,
  UNCATEGORIZED,
} from "./filters";
import { MoreFilters } from "./more-filters";

interface FilterBarProps extends FilterControl {
  accounts: readonly { id: string; name: string }[];
  categories: readonly Category[];
}

/** The search begins this many milliseconds after the last letter. */
const TYPING_PAUSE_MS = 250;

/** What narrows the list: search, account, category and state in reach, the rest one click away. */
export function FilterBar({ filters, onChange, accounts, categories }: FilterBarProps) {
  const [isOpen, more] = useDisclosure(hasMore(filters));
  const set = countFilters(filters);
  return (
    <search>
      <Group gap="sm" mb="md" align="flex-end">
        <SearchInput
          key={filters.q === undefined ? "empty" : "set"}
          value={filters.q ?? ""}
          onSearch={(q) => onChange({ q })}
        />
        <Select
          aria-label="Account"
          placeholder="All accounts"
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.accountId ?? null}
          onChange={(accountId) => onChange({ accountId })}
          clearable
          searchable
          w={{ base: "47%", xs: 180 }}
        />
        <CategoryFilter categories={categories} value={filters.categoryId} onChange={onChange} />
        <Select
          aria-label="Review"
          placeholder="Reviewed?"
          data={[
            { value: "unreviewed", label: "To review" },
            { value: "reviewed", label: "Reviewed" },
          ]}
          value={filters.review ?? null}
          onChange={(review) => onChange({ review })}
          clearable
          w={{ base: "47%", xs: 160 }}
        />
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={18} />}
          aria-expanded={isOpen}
          onClick={more.toggle}
        >
          More filters
        </Button>
        {(set > 0 || filters.q !== undefined) && (
          <Button variant="subtle" color="gray" onClick={() => onChange(NOTHING)}>
            Clear
          </Button>
        )}
      </Group>
      {isOpen && <MoreFilters filters={filters} onChange={onChange} />}
    </search>
  );
}

const NOTHING: Partial<Record<keyof Filters, null>> = Object.fromEntries(
  FILTER_NAMES.map((name) => [name, null]),
);

const hasMore = ({ from, to, direction, status, kind, min, max }: Filters) =>
  [from, to, direction, status, kind, min, max].some((value) => value !== undefined);

function SearchInput({ value, onSearch }: { value: string; onSearch: (q: string | null) => void }) {
  const [text, setText] = useState(value);
  const search = useDebouncedCallback(
    (typed: string) => onSearch(typed.trim() === "" ? null : typed.trim()),
    TYPING_PAUSE_MS,
  );
  return (
    <TextInput
      aria-label="Search"
      placeholder="Payee, note or bank text"
      leftSection={<IconSearch size={18} />}
      value={text}
      maxLength={100}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        search(currentTarget.value);
      }}
      flex="1 1 220px"
    />
  );
}

function CategoryFilter({
  categories,
  value,
  onChange,
}: Pick<FilterBarProps, "categories" | "onChange"> & { value: string | undefined }) {
  const choices = [
    { value: UNCATEGORIZED, label: "Uncategorized" },
    ...categories.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Select
      aria-label="Category"
      placeholder="All categories"
      data={choices}
      value={value ?? null}
      onChange={(categoryId) => onChange({ categoryId })}
      clearable
      searchable
      w={{ base: "47%", xs: 180 }}
    />
  );
}
