import { Button, Checkbox, Group, Text } from "@mantine/core";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { isZero } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import { addsOpening, isOfApp, offersOpening, planOf } from "./decisions";
import { foresee } from "./foresee";
import type { Sitting } from "./use-sitting";
import { Waiting } from "./waiting";

const POLL_MS = 500;

/** What will be added, whether the balances agree, the button that adds it, and the progress. */
export function CommitBar({ sitting }: { sitting: Sitting }) {
  const { drafts, choices, isCommitting } = sitting;
  const plans = drafts.map((draft) => planOf(draft, choices, offersOpening(draft, drafts)));
  const sum = (key: "added" | "matched" | "held" | "openings") =>
    plans.reduce((all, plan) => all + plan[key], 0);
  const [added, matched] = [sum("added"), sum("matched")];
  const [held, openings] = [sum("held"), sum("openings")];
  const largest = drafts.toSorted((one, other) => other.found.rows.new - one.found.rows.new)[0];
  return (
    <Panel p="md" shadow="sm">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fz="sm" role="status">
            {count(added, "transaction")} will be added
            {openings > 0 && `, ${count(openings, "opening balance")}`}
            {matched > 0 && `, ${count(matched, "row")} matched`}
            {held > 0 && `, ${count(held, "possible match", "possible matches")} held back`}.
          </Text>
          <Balances sitting={sitting} />
        </div>
        <Group gap="md">
          {drafts.some(isOfApp) && (
            <Checkbox
              label="Create categories"
              checked={sitting.createsCategories}
              disabled={isCommitting}
              onChange={({ currentTarget }) => sitting.setCreatesCategories(currentTarget.checked)}
            />
          )}
          <Button onClick={sitting.commit} loading={isCommitting} disabled={!sitting.mayCommit}>
            Add to the ledger
          </Button>
        </Group>
      </Group>
      {isCommitting && largest && <CommitProgress id={largest.found.id} added={added} />}
    </Panel>
  );
}

/** How many of the stated balances the ledger will agree with. */
function Balances({ sitting: { drafts, choices } }: { sitting: Sitting }) {
  const stated = drafts.flatMap((draft) => {
    const hasOpening = offersOpening(draft, drafts) && addsOpening(draft, choices);
    return foresee(draft.found, choices, hasOpening) ?? [];
  });
  const apart = stated.filter(({ gap }) => !isZero(gap)).length;
  if (stated.length === 0) return null;
  return (
    <Text fz="sm" c="dimmed">
      {apart > 0
        ? `${count(apart, "balance does", "balances do")} not agree with the ledger.`
        : stated.length === 1
          ? "The balance agrees with the ledger."
          : `All ${stated.length} balances agree with the ledger.`}
    </Text>
  );
}

/**
 * Asks how many rows are written. The embedded database cannot say, so the bar then shows only that
 * work goes on.
 */
function CommitProgress({ id, added }: { id: string; added: number }) {
  const { data } = trpc.imports.get.useQuery(
    { id, limit: 1 },
    { refetchInterval: POLL_MS, gcTime: 0 },
  );
  const progress = data?.import.progress ?? null;
  const done = progress?.done.toLocaleString("en");
  const words =
    progress === null
      ? `Adding ${count(added, "transaction")}…`
      : `${done} of ${count(progress.total, "transaction")} written…`;
  return (
    <Waiting
      words={words}
      percent={progress === null ? null : Math.round((progress.done / progress.total) * 100)}
    />
  );
}
