import { Checkbox, Fieldset, SimpleGrid, Stack } from "@mantine/core";
import { expandScopes, SCOPE_INFO, type Scope } from "@pfn/keys/scopes";
import { SCOPE_GROUPS } from "./scope-groups";
import styles from "./scopes.module.css";

interface ScopePickerProps {
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  /** The scopes to choose from; all unless given. */
  among?: readonly Scope[];
  /** Side by side where there is room; 2 unless given. */
  columns?: 1 | 2;
}

/**
 * Single permissions in plain words. One that another includes is on and cannot be switched off by
 * itself.
 */
export function ScopePicker({ value, onChange, among, columns = 2 }: ScopePickerProps) {
  const allowed = expandScopes(value);
  const groups = SCOPE_GROUPS.map(({ title, scopes }) => ({
    title,
    scopes: scopes.filter((scope) => among === undefined || among.includes(scope)),
  }));

  function toggle(scope: Scope) {
    onChange(value.includes(scope) ? value.filter((kept) => kept !== scope) : [...value, scope]);
  }

  return (
    <SimpleGrid cols={{ base: 1, md: columns }} spacing="lg" verticalSpacing="lg">
      {groups
        .filter(({ scopes }) => scopes.length > 0)
        .map(({ title, scopes }) => (
          <Fieldset
            key={title}
            legend={title}
            variant="unstyled"
            p={0}
            mx={0}
            classNames={{ legend: styles["legend"] ?? "" }}
          >
            <Stack gap="sm">
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  label={SCOPE_INFO[scope].title}
                  description={SCOPE_INFO[scope].allows}
                  checked={allowed.has(scope)}
                  disabled={isImplied(scope, value)}
                  onChange={() => toggle(scope)}
                />
              ))}
            </Stack>
          </Fieldset>
        ))}
    </SimpleGrid>
  );
}

/** Whether the scope comes with another chosen one. */
const isImplied = (scope: Scope, chosen: readonly Scope[]): boolean =>
  expandScopes(chosen.filter((other) => other !== scope)).has(scope);
