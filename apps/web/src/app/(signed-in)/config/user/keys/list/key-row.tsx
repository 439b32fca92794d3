import { Badge, Text } from "@mantine/core";
import { keyPath } from "#ledger/key-path.ts";
import { count } from "#ui/count.ts";
import { DataCell, DataRow } from "#ui/data-table.tsx";
import { TextLink } from "#ui/links.tsx";
import { KeyLastUse } from "../key-last-use";
import { KeyState } from "../key-state";
import { type IntegrationKey, isWorking, MODES } from "../key-words";
import { KeyAccess } from "./key-access";
import { KeyMenu } from "./key-menu";
import styles from "./key-row.module.css";

interface KeyRowProps {
  integrationKey: IntegrationKey;
  onRotate: (key: IntegrationKey) => void;
}

/** One key: what it is called, whether it works, what it may do, and what it did last. */
export function KeyRow({ integrationKey, onRotate }: KeyRowProps) {
  const { id, label, hint, mode, uses30d, refusals30d } = integrationKey;
  return (
    <DataRow isMuted={!isWorking(integrationKey)}>
      <DataCell area="key">
        <TextLink href={keyPath(id)} fz="sm" fw={600} className={styles["label"] ?? ""}>
          <bdi>{label}</bdi>
        </TextLink>
        <div className={styles["hint"]}>
          <span className={styles["mono"]}>{hint}</span>
          <Badge size="xs" variant="default" tt="none">
            {MODES[mode]}
          </Badge>
        </div>
      </DataCell>
      <DataCell area="state">
        <KeyState integrationKey={integrationKey} />
      </DataCell>
      <DataCell area="access">
        <KeyAccess scopes={integrationKey.scopes} />
      </DataCell>
      <DataCell area="use">
        <KeyLastUse integrationKey={integrationKey} />
      </DataCell>
      <DataCell area="count" align="right">
        <Text fz="sm" {...(uses30d === 0 && { c: "dimmed" })}>
          {count(uses30d, "use")}
        </Text>
        {refusals30d > 0 && (
          <Text fz="xs" c="var(--mantine-color-error)">
            {refusals30d.toLocaleString("en")} refused
          </Text>
        )}
      </DataCell>
      <DataCell area="menu" align="right">
        <KeyMenu integrationKey={integrationKey} onRotate={onRotate} />
      </DataCell>
    </DataRow>
  );
}
