import { Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { DataCell } from "#ui/data-table.tsx";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount, isZero, type Money } from "#ui/money.ts";
import { addsOpening, offersOpening } from "./decisions";
import { type Foreseen, foresee } from "./foresee";
import styles from "./target-list.module.css";
import type { Target } from "./targets";
import type { Sitting } from "./use-sitting";

/** Rows, both balances and whether they agree, of one account of a file. */
export function ProofCells({ target, sitting }: { target: Target; sitting: Sitting }) {
  const draft = sitting.drafts.find((one) => one.target === target);
  const hasOpening =
    draft !== undefined &&
    offersOpening(draft, sitting.drafts) &&
    addsOpening(draft, sitting.choices);
  const foreseen = draft === undefined ? null : foresee(draft.found, sitting.choices, hasOpening);
  return (
    <>
      <DataCell area="rows" align="right">
        <Figure name="Rows">{(target.part?.rows ?? 0).toLocaleString("en")}</Figure>
      </DataCell>
      <DataCell area="said" align="right">
        <Figure name="The file says">{saidBy(target, foreseen)}</Figure>
      </DataCell>
      <DataCell area="after" align="right">
        <Figure name="pfn will have" isStrong>
          {foreseen && formatAmount(foreseen.after)}
        </Figure>
      </DataCell>
      <DataCell area="proof">
        <Proof foreseen={foreseen} isRead={draft !== undefined} />
      </DataCell>
    </>
  );
}

function saidBy({ part }: Target, foreseen: Foreseen | null): string | null {
  const said: Money | null = foreseen?.said ?? part?.closing ?? null;
  return said && formatAmount(said);
}

interface FigureProps {
  name: string;
  isStrong?: boolean;
  children: string | null;
}

/** A figure; on a phone with its name, which is the column's elsewhere. */
function Figure({ name, isStrong = false, children }: FigureProps) {
  if (children === null) return null;
  return (
    <Text fz="sm" {...(isStrong && { fw: 650 })} className={styles["text"] ?? ""}>
      <span className={styles["word"]}>{name} </span>
      {children}
    </Text>
  );
}

function Proof({ foreseen, isRead }: { foreseen: Foreseen | null; isRead: boolean }) {
  if (foreseen === null)
    return (
      <Text fz="sm" c="dimmed">
        {isRead && "No balance stated"}
      </Text>
    );
  const { gap, partOn } = foreseen;
  if (isZero(gap))
    return (
      <p className={styles["agrees"]}>
        <IconCheck size={18} aria-hidden="true" />
        Agrees
      </p>
    );
  const size = formatAmount({ ...gap, amount: gap.amount.replace("-", "") });
  return (
    <p className={styles["differs"]}>
      <IconAlertTriangle size={18} aria-hidden="true" />
      {size} apart{partOn === null ? "" : ` since ${formatCivilDate(partOn)}`}
    </p>
  );
}
