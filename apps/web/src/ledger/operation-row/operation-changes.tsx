import { Skeleton, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { type ChangedRow, describeChange } from "./describe-change";
import styles from "./operation-changes.module.css";

/** More rows than these are not useful to a person. */
const MAX_SHOWN = 50;

const KINDS = { added: "Added", changed: "Changed", removed: "Removed" } as const satisfies Record<
  ChangedRow["kind"],
  string
>;

/** What an operation changed, row by row, as it was and as it became. */
export function OperationChanges({ id }: { id: string }) {
  const operation = trpc.operations.get.useQuery({ id });
  const names = useNames();
  if (operation.data === undefined || names === null) {
    return operation.error ? (
      <FailureAlert error={operation.error} onRetry={() => void operation.refetch()} />
    ) : (
      <Skeleton h={64} mt="sm" radius="md" aria-label="Loading the changes" />
    );
  }
  const rows = operation.data.rows.slice(0, MAX_SHOWN).map((row) => describeChange(row, names));
  const more = operation.data.changes - rows.length;
  return (
    <Stack gap="xs" mt="sm">
      {rows.map((row) => (
        <ChangedRowCard key={row.key} row={row} />
      ))}
      {more > 0 && (
        <Text fz="xs" c="dimmed">
          and {more} more
        </Text>
      )}
    </Stack>
  );
}

function useNames() {
  const accounts = trpc.accounts.list.useQuery();
  const categories = trpc.categories.list.useQuery();
  if (accounts.data === undefined || categories.data === undefined) return null;
  return {
    accounts: new Map(accounts.data.items.map(({ id, name }) => [id, name])),
    categories: new Map(categories.data.items.map(({ id, name }) => [id, name])),
  };
}

function ChangedRowCard({ row: { kind, entity, title, fields } }: { row: ChangedRow }) {
  const labelId = useId();
  return (
    <section className={styles["card"]} data-kind={kind} aria-labelledby={labelId}>
      <Text fz="xs" fw={550} id={labelId}>
        {KINDS[kind]}: {entity} <bdi>{title}</bdi>
      </Text>
      <dl className={styles["fields"]}>
        {fields.map(({ label, before, after }) => (
          <div key={label} className={styles["field"]}>
            <dt>{label}</dt>
            <dd>
              {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
