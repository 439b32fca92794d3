import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { chosenFor } from "./decisions";
import type { Account } from "./import-words";
import { RowList } from "./row-list";
import { nameOf } from "./targets";
import type { Sitting } from "./use-sitting";

interface RowsOfDraftsProps {
  sitting: Sitting;
  accounts: readonly Account[];
}

/** The rows of one preview; with several, a choice which. */
export function RowsOfDrafts({ sitting: { drafts, ...sitting }, accounts }: RowsOfDraftsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = drafts.find(({ found }) => found.id === chosen) ?? drafts[0];
  if (shown === undefined) return null;
  const { found } = shown;
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (
    <RowList
      key={found.id}
      importId={found.id}
      counts={found.rows}
      totals={found.totals}
      decisions={chosenFor(sitting.choices, found).decisions}
      onDecide={(row, decision) => sitting.decide(found, row, decision)}
    >
      {drafts.length > 1 && (
        <NativeSelect
          label="Rows of"
          value={found.id}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={drafts.map(({ found: { id }, accountId, file, target }) => ({
            value: id,
            label: `${names.get(accountId) ?? "an account"}: ${nameOf(target, file.file)}`,
          }))}
        />
      )}
    </RowList>
  );
}
