"use client";

import { EmptyState, Select } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { OperationRow } from "#ledger/operation-row/operation-row.tsx";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import lines from "#ui/lines.module.css";
import { LoadMore } from "#ui/load-more.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { Panel } from "#ui/panel.tsx";
import { PAGE_SIZE } from "./page-size";

interface ActivityProps {
  initial: Seed<RouterOutputs["operations"]["list"]>;
  initialKeys: Seed<RouterOutputs["integrationKeys"]["list"]>;
}

/** Who changed what, when and why. Every entry shows its changes and can be undone. */
export function Activity({ initial, initialKeys }: ActivityProps) {
  const [keyId, setKeyId] = useState<string | null>(null);
  const input = { limit: PAGE_SIZE, ...(keyId !== null && { keyId }) };
  const operations = useList("operations.list", input, {
    initial: keyId === null ? initial : null,
  });
  const { items: rows } = operations;
  return (
    <>
      <PageHeader
        title="Activity"
        description="Every change to your ledger, with a way to undo it."
      >
        <KeyFilter initial={initialKeys} value={keyId} onChange={setKeyId} />
      </PageHeader>
      <FailureAlert error={operations.error} onRetry={() => void operations.refetch()} />
      <Panel p="lg">
        {rows.length === 0 && !operations.isPending ? (
          <NoActivity isFiltered={keyId !== null} />
        ) : (
          <ul className={lines["list"]} aria-label="Operations" aria-busy={operations.isFetching}>
            {rows.map((operation) => (
              <OperationRow
                key={operation.id}
                operation={operation}
                isUndoable={operation.actor !== "system"}
                hasDetails
              />
            ))}
          </ul>
        )}
        <LoadMore list={operations} pt="md" />
      </Panel>
    </>
  );
}

interface KeyFilterProps {
  initial: ActivityProps["initialKeys"];
  value: string | null;
  onChange: (keyId: string | null) => void;
}

/** Filters the log by key, including keys that no longer work. */
function KeyFilter({ initial, value, onChange }: KeyFilterProps) {
  const keys = trpc.integrationKeys.list.useQuery(undefined, fromSeed(initial));
  const live = keys.data.items.filter(({ mode }) => mode === "live");
  if (live.length === 0) return null;
  return (
    <Select
      aria-label="Filter by key"
      placeholder="You and all keys"
      data={live.map(({ id, label, hint }) => ({ value: id, label: `${label} (${hint})` }))}
      value={value}
      onChange={onChange}
      clearable
      searchable
      w={{ base: "100%", xs: 260 }}
    />
  );
}

function NoActivity({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState
      py="xl"
      icon={<IconHistory stroke={1.5} />}
      title={isFiltered ? "No changes by this key" : "No changes yet"}
      description="Every change to your ledger appears here, with who made it."
    />
  );
}
