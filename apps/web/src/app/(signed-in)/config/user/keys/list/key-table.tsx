import { Button, Group } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { useState } from "react";
import { DataTable } from "#ui/data-table.tsx";
import { Panel } from "#ui/panel.tsx";
import type { IntegrationKey } from "../key-words";
import { RotateKeyDialog } from "../rotate";
import { KeyRow } from "./key-row";
import styles from "./key-row.module.css";

const COLUMNS = [
  { title: "Key" },
  { title: "State", width: 168 },
  { title: "May do", width: 130 },
  { title: "Last use", width: 172 },
  { title: "30 days", align: "right", width: 96 },
  { title: "Actions", align: "hidden", width: 74 },
] as const;

/** More keys than this are shown on request: with the years, most of them no longer work. */
const FIRST = 10;

interface KeyTableProps {
  keys: readonly IntegrationKey[];
  /** Fetches more; null when these are all. */
  onMore: (() => void) | null;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** All keys, newest first, those that no longer work included. */
export function KeyTable({ keys, onMore, onRotated }: KeyTableProps) {
  const [showsAll, setShowsAll] = useState(false);
  const [rotating, setRotating] = useState<IntegrationKey | null>(null);
  const shown = showsAll ? keys : keys.slice(0, FIRST);
  return (
    <Panel>
      <DataTable label="Integration keys" columns={COLUMNS} rowClass={styles["row"]}>
        {shown.map((key) => (
          <KeyRow key={key.id} integrationKey={key} onRotate={setRotating} />
        ))}
      </DataTable>
      {(shown.length < keys.length || onMore !== null) && (
        <Group justify="center" p="md" className={styles["more"]}>
          <Button variant="default" onClick={() => (showsAll ? onMore?.() : setShowsAll(true))}>
            {showsAll || onMore !== null ? "Show more keys" : `Show all ${keys.length} keys`}
          </Button>
        </Group>
      )}
      <RotateKeyDialog
        integrationKey={rotating}
        onClose={() => setRotating(null)}
        onRotated={(created) => {
          setRotating(null);
          onRotated(created);
        }}
      />
    </Panel>
  );
}
