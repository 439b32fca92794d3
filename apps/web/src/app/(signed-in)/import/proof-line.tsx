import { Checkbox, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { count } from "#ui/count.ts";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount, isZero } from "#ui/money.ts";
import { Notice } from "#ui/notice.tsx";
import { addsOpening, offersOpening, planOf } from "./decisions";
import { type Foreseen, foresee } from "./foresee";
import type { Import } from "./import-words";
import styles from "./proof-line.module.css";
import type { Draft } from "./targets";
import type { Sitting } from "./use-sitting";

interface ProofLineProps {
  draft: Draft;
  sitting: Sitting;
  /** Tells the account from the file's others; null where it has none. */
  name: string | null;
}

/** What speaks for the rows of one account: its balances, before anything is added. */
export function ProofLine({ draft, sitting, name }: ProofLineProps) {
  const { found } = draft;
  const { drafts, choices } = sitting;
  const isOffered = offersOpening(draft, drafts);
  const hasOpening = isOffered && addsOpening(draft, choices);
  const foreseen = foresee(found, choices, hasOpening);
  const { held } = planOf(draft, choices, isOffered);
  const others = drafts.filter((one) => one !== draft && one.accountId === draft.accountId);
  // The list of accounts says it for each of several.
  if (name !== null && found.balance === null && foreseen === null) return null;
  return (
    <div className={styles["proofs"]}>
      {name !== null && (
        <Text fz="sm" fw={600}>
          <bdi>{name}</bdi>
        </Text>
      )}
      <OwnBalance found={found} />
      {foreseen !== null && (
        <LedgerBalance
          foreseen={foreseen}
          causes={causesOf(found, { held, others: others.length })}
        />
      )}
      {isOffered && found.opening !== null && (
        <Checkbox
          checked={hasOpening}
          onChange={({ currentTarget }) => sitting.setOpening(found, currentTarget.checked)}
          label={
            `Begin with an opening balance of ${formatAmount(found.opening.amount)} ` +
            `${found.opening.amount.currency} on ${formatCivilDate(found.opening.on)}`
          }
        />
      )}
    </div>
  );
}

/** Whether the file agrees with itself. */
function OwnBalance({ found: { balance, ledger } }: { found: Import }) {
  if (balance === null && ledger !== null) return null;
  if (balance === null)
    return (
      <Text fz="sm" c="dimmed">
        The file states no balance, so nothing proves that its rows are all there.
      </Text>
    );
  const { expected, computed, gap, brokenAtLine, joins, source } = balance;
  if (!joins)
    return (
      <Notice>A page is missing between the statements of the file. Ask your bank for it.</Notice>
    );
  if (isZero(gap))
    return (
      <Good>
        {source === "column"
          ? "The file agrees with itself: each balance follows from the row before it."
          : "The file agrees with itself: its rows lead from its first balance to its last."}
      </Good>
    );
  return (
    <Notice>
      The file’s balance ends at {formatAmount(expected)}, but its rows add up to{" "}
      {formatAmount(computed)}, a difference of {formatAmount(gap)} {gap.currency}
      {brokenAtLine === null ? "" : `, first at line ${brokenAtLine}`}. Check that the file is
      complete and that its amounts are read correctly.
    </Notice>
  );
}

function LedgerBalance({ foreseen, causes }: { foreseen: Foreseen; causes: readonly string[] }) {
  const { on, said, after, gap, isOwed, partOn } = foreseen;
  const [day, file, ledger] = [formatCivilDate(on), formatAmount(said), formatAmount(after)];
  const states = isOwed
    ? `The file says that ${file} ${said.currency} is owed on ${day}`
    : `The file says ${file} ${said.currency} on ${day}`;
  if (isZero(gap))
    return (
      <Good>
        {isOwed
          ? `${states}. The ledger will say ${ledger}, which is the same.`
          : `${states}, and so will the ledger.`}
      </Good>
    );
  return (
    <Notice>
      {states}, the ledger will say {ledger}
      {partOn === null ? "" : `; they part on ${formatCivilDate(partOn)}`}.
      {causes.length > 0 && ` A cause may be ${causes.join(", or ")}.`}
    </Notice>
  );
}

/** What the ledger will lack that the file's balance may have. */
function causesOf({ rows }: Import, { held, others }: { held: number; others: number }): string[] {
  const rowsThat = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${count(number, "row")} that ${number === 1 ? one : many}`];
  return [
    ...rowsThat(held, "waits for your decision", "wait for your decision"),
    ...rowsThat(rows.not_booked, "the bank has not booked", "the bank has not booked"),
    ...rowsThat(rows.error, "cannot be read", "cannot be read"),
    ...rowsThat(rows.previously_deleted, "you deleted before", "you deleted before"),
    ...(others === 0 ? [] : ["the other files for this account, which are not counted here"]),
  ];
}

function Good({ children }: { children: ReactNode }) {
  return (
    <p className={styles["good"]}>
      <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
