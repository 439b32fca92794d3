import { List, Text } from "@mantine/core";
import { keyPath } from "#ledger/key-path.ts";
import { count } from "#ui/count.ts";
import { TextLink } from "#ui/links.tsx";
import { Notice } from "#ui/notice.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { warningOf } from "./key-warning";
import type { IntegrationKey } from "./key-words";

/**
 * Names the keys that will soon stop working, so that their programs can be given another in time.
 * Nothing when there are none.
 */
export function KeyWarnings({ keys }: { keys: readonly IntegrationKey[] }) {
  const warned = keys.flatMap((key) => {
    const warning = warningOf(key);
    return warning === null ? [] : [{ ...key, warning }];
  });
  if (warned.length === 0) return null;
  return (
    <Notice mb="md" aria-label="Keys that will soon stop working">
      <Text fz="sm" fw={600}>
        {count(warned.length, "key")} will soon stop working
      </Text>
      <List fz="sm" mt={4}>
        {warned.map(({ id, label, warning }) => (
          <List.Item key={id}>
            <TextLink href={keyPath(id)}>
              <bdi>{label}</bdi>
            </TextLink>{" "}
            {warning.kind === "expiring" ? "expires" : "is revoked as unused"}{" "}
            <RelativeTime at={warning.at} />
            {warning.kind === "expiring" ? ": rotate it to keep access." : " unless it is used."}
          </List.Item>
        ))}
      </List>
    </Notice>
  );
}
