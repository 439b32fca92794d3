import { Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useList } from "#trpc/use-list.ts";
import { DataTable } from "#ui/data-table.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { LoadMore } from "#ui/load-more.tsx";
import { Panel } from "#ui/panel.tsx";
import { FileRow } from "./file-row";
import styles from "./file-row.module.css";
import { type Decision, type Import, VERDICT_ORDER, VERDICTS, type Verdict } from "./import-words";

const PAGE_SIZE = 50;
const COLUMNS = [
  { title: "Line", width: 80 },
  { title: "Date", width: 116 },
  { title: "Payee" },
  { title: "Amount", align: "right", width: 150 },
  { title: "Result", width: 240 },
] as const;

interface RowListProps {
  importId: string;
  counts: Import["rows"];
  decisions: ReadonlyMap<number, Decision>;
  onDecide: (index: number, decision: Decision | null) => void;
}

/** The file's rows and what each is; of all kinds, or of one. */
export function RowList({ importId, counts, decisions, onDecide }: RowListProps) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const input = { id: importId, limit: PAGE_SIZE, ...(verdict !== null && { verdict }) };
  const rows = useList("imports.get", input, { keepsPrevious: true });
  const { items: shown } = rows;
  const present = VERDICT_ORDER.filter((kind) => counts[kind] > 0);
  const total = VERDICT_ORDER.reduce((sum, kind) => sum + counts[kind], 0);
  return (
    <Panel>
      <Group p="md">
        <NativeSelect
          aria-label="Filter rows"
          value={verdict ?? ""}
          onChange={({ currentTarget }) =>
            setVerdict(present.find((kind) => kind === currentTarget.value) ?? null)
          }
          data={[
            { value: "", label: `All rows (${total.toLocaleString("en")})` },
            ...present.map((kind) => ({
              value: kind,
              label: `${VERDICTS[kind]} (${counts[kind].toLocaleString("en")})`,
            })),
          ]}
        />
      </Group>
      <FailureAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {shown.length === 0 && rows.isSuccess ? (
        <Text fz="sm" p="md">
          The file has no rows. Check the date range of your bank’s export.
        </Text>
      ) : (
        <DataTable label="Rows of the file" columns={COLUMNS} rowClass={styles["row"]}>
          {shown.map((row) => (
            <FileRow
              key={row.index}
              row={row}
              decision={decisions.get(row.index) ?? null}
              onDecide={onDecide}
            />
          ))}
        </DataTable>
      )}
      <LoadMore list={rows} p="md" />
    </Panel>
  );
}
