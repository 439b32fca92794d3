import type { RouterOutputs } from "@pfn/api";
import { useState } from "react";
import { DataTable } from "#ui/data-table.tsx";
import { LoadMore, type PagedList } from "#ui/load-more.tsx";
import { Panel } from "#ui/panel.tsx";
import type { IntegrationKey } from "../key-words";
import { RotateKeyDialog } from "../rotate";
import { KeyRow } from "./key-row";
import styles from "./key-row.module.css";

const COLUMNS = [
  { title: "Key" },
  { title: "State", width: 168 },
  { title: "Access", width: 130 },
  { title: "Last use", width: 172 },
  { title: "30 days", align: "right", width: 96 },
  { title: "Actions", align: "hidden", width: 74 },
] as const;

/** The others are shown on request: with the years, most of them no longer work. */
const FIRST = 10;

interface KeyTableProps {
  keys: readonly IntegrationKey[];
  /** The list that the keys come from. */
  list: PagedList;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** All keys, newest first, including those that no longer work. */
export function KeyTable({ keys, list, onRotated }: KeyTableProps) {
  const [showsAll, setShowsAll] = useState(false);
  const [rotating, setRotating] = useState<IntegrationKey | null>(null);
  const shown = showsAll ? keys : keys.slice(0, FIRST);
  const more: PagedList =
    showsAll || keys.length <= FIRST
      ? list
      : { ...list, hasNextPage: true, fetchNextPage: async () => setShowsAll(true) };
  return (
    <Panel>
      <DataTable label="Integration keys" columns={COLUMNS} rowClass={styles["row"]}>
        {shown.map((key) => (
          <KeyRow key={key.id} integrationKey={key} onRotate={setRotating} />
        ))}
      </DataTable>
      <LoadMore list={more} p="md" className={styles["more"] ?? ""} />
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
