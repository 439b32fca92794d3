import { Badge, NativeSelect, Stack, Text } from "@mantine/core";
import { trpc } from "#trpc/client.tsx";
import { DataCell, DataRow } from "#ui/data-table.tsx";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount, isIncome } from "#ui/money.ts";
import styles from "./file-row.module.css";
import { type Decision, type ImportRow, VERDICTS } from "./import-words";

const DECISIONS: { value: Decision | ""; label: string }[] = [
  { value: "", label: "Decide later" },
  { value: "match", label: "Same transaction" },
  { value: "import", label: "Different: add it" },
  { value: "skip", label: "Skip" },
];

interface FileRowProps {
  row: ImportRow;
  decision: Decision | null;
  onDecide: (row: ImportRow, decision: Decision | null) => void;
}

/**
 * One row of the file. Its texts were written by others: shown as they are, never interpreted
 * (A10).
 */
export function FileRow({ row, decision, onDecide }: FileRowProps) {
  const { line, date, payee, note, amount, verdict } = row;
  const willBeAdded = verdict === "new" || verdict === "possible_match";
  return (
    <DataRow isMuted={!willBeAdded}>
      <DataCell area="line">
        <Text fz="sm" c="dimmed">
          <span className={styles["word"]}>Line </span>
          {line}
        </Text>
      </DataCell>
      <DataCell area="date">
        <Text fz="sm" c="dimmed">
          {date && formatCivilDate(date)}
        </Text>
      </DataCell>
      <DataCell area="payee">
        <Text fz="sm" fw={550} className={styles["text"]} c={willBeAdded ? "" : "dimmed"}>
          <bdi>{payee}</bdi>
        </Text>
        {note && (
          <Text fz="xs" c="dimmed" className={styles["text"]}>
            <bdi>{note}</bdi>
          </Text>
        )}
      </DataCell>
      <DataCell area="amount" align="right">
        <Text fz="sm" fw={550} className={styles["text"]} c={willBeAdded ? "" : "dimmed"}>
          {amount && `${isIncome(amount) ? "+" : ""}${formatAmount(amount)}`}
        </Text>
      </DataCell>
      <DataCell area="verdict">
        <VerdictOf row={row} decision={decision} onDecide={onDecide} />
      </DataCell>
    </DataRow>
  );
}

function VerdictOf({ row, decision, onDecide }: FileRowProps) {
  const { line, verdict, reason, matchId } = row;
  return (
    <Stack gap={6} align="flex-start">
      <Badge variant={verdict === "new" ? "light" : "default"} tt="none">
        {VERDICTS[verdict]}
      </Badge>
      {reason && (
        <Text fz="xs" c="var(--mantine-color-error)" className={styles["text"]}>
          {reason}
        </Text>
      )}
      {verdict === "possible_match" && (
        <>
          {matchId && <Candidate id={matchId} />}
          <NativeSelect
            size="xs"
            aria-label={`Decision for line ${line}`}
            data={DECISIONS}
            value={decision ?? ""}
            onChange={({ currentTarget }) =>
              onDecide(
                row,
                DECISIONS.find(({ value }) => value === currentTarget.value)?.value || null,
              )
            }
          />
        </>
      )}
    </Stack>
  );
}

/** The transaction that the row may be. */
function Candidate({ id }: { id: string }) {
  const { data } = trpc.transactions.get.useQuery({ id });
  if (data === undefined) return null;
  return (
    <Text fz="xs" className={styles["text"]}>
      Like <bdi>{data.payee}</bdi> on {formatCivilDate(data.date)}, {formatAmount(data.amount)}
    </Text>
  );
}
