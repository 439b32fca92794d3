import { List, Popover, UnstyledButton } from "@mantine/core";
import { SCOPE_INFO, type Scope } from "@pfn/keys/scopes";
import { nameScopes } from "../key-words";
import styles from "./key-access.module.css";

/** What a key may do, by the name of the preset; single permissions on request. */
export function KeyAccess({ scopes }: { scopes: readonly Scope[] }) {
  return (
    <Popover position="bottom-start" withArrow shadow="md" width={260}>
      <Popover.Target>
        <UnstyledButton className={styles["target"] ?? ""}>{nameScopes(scopes)}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="What the key may do">
        <List size="sm" spacing={4}>
          {scopes.map((scope) => (
            <List.Item key={scope}>{SCOPE_INFO[scope].title}</List.Item>
          ))}
        </List>
      </Popover.Dropdown>
    </Popover>
  );
}
