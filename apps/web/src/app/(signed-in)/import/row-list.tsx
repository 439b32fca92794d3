import { Chip, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useList } from "#trpc/use-list.ts";
import { DataTable } from "#ui/data-table.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { LoadMore } from "#ui/load-more.tsx";
import { formatAmount } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import { FileRow } from "./file-row";
import styles from "./file-row.module.css";
import {
  type Decision,
  type Import,
  type ImportRow,
  VERDICT_ORDER,
  VERDICTS,
  type Verdict,
} from "./import-words";

const PAGE_SIZE = 50;
const COLUMNS = [
  { title: "Line", width: 80 },
  { title: "Date", width: 116 },
  { title: "Payee" },
  { title: "Amount", align: "right", width: 150 },
  { title: "What happens", width: 240 },
] as const;

interface RowListProps {
  importId: string;
  counts: Import["rows"];
  totals: Import["totals"];
  decisions: ReadonlyMap<number, { decision: Decision }>;
  onDecide: (row: ImportRow, decision: Decision | null) => void;
  children: ReactNode;
}

/** The file's rows and what each is; of all kinds, or of one. */
export function RowList({ importId, counts, totals, children, ...props }: RowListProps) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const input = { id: importId, limit: PAGE_SIZE, ...(verdict !== null && { verdict }) };
  const rows = useList("imports.get", input, { keepsPrevious: true });
  return (
    <Panel>
      <Group p="md" gap="sm" justify="space-between" align="flex-end">
        {children}
        <VerdictFilter counts={counts} verdict={verdict} onChange={setVerdict} />
        <Text fz="sm" c="dimmed">
          in {formatAmount(totals.in)} · out {formatAmount(totals.out)} · together{" "}
          {formatAmount(totals.net)} {totals.net.currency}
        </Text>
      </Group>
      <FailureAlert error={rows.error} onRetry={() => void rows.refetch()} />
      {rows.items.length === 0 && rows.isSuccess ? (
        <Text fz="sm" p="md">
          The file has no rows. Check the date range of your bank’s export.
        </Text>
      ) : (
        <DataTable label="Rows of the file" columns={COLUMNS} rowClass={styles["row"]}>
          {rows.items.map((row) => (
            <FileRow
              key={row.index}
              row={row}
              decision={props.decisions.get(row.index)?.decision ?? null}
              onDecide={props.onDecide}
            />
          ))}
        </DataTable>
      )}
      <LoadMore list={rows} p="md" />
    </Panel>
  );
}

interface VerdictFilterProps {
  counts: Import["rows"];
  verdict: Verdict | null;
  onChange: (verdict: Verdict | null) => void;
}

const ALL = "";

/** One kind of rows, each with its count. */
function VerdictFilter({ counts, verdict, onChange }: VerdictFilterProps) {
  const present = VERDICT_ORDER.filter((kind) => counts[kind] > 0);
  const total = VERDICT_ORDER.reduce((sum, kind) => sum + counts[kind], 0);
  const options = [
    { value: ALL, label: `All ${total.toLocaleString("en")}` },
    ...present.map((kind) => ({
      value: kind,
      label: `${VERDICTS[kind]} ${counts[kind].toLocaleString("en")}`,
    })),
  ];
  return (
    <Chip.Group
      value={verdict ?? ALL}
      onChange={(value) => onChange(present.find((kind) => kind === value) ?? null)}
    >
      <Group gap={6} role="group" aria-label="Filter rows">
        {options.map(({ value, label }) => (
          <Chip key={value} value={value} size="sm" variant="outline">
            {label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
