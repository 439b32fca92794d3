import { checkBalance } from "../csv/check-balance";
import { type FilePart, isBad, isReadable } from "../file-part";
import { proposeMapping, ROWS } from "./propose-mapping";
import { type ReadRows, readAll } from "./read-all";
import type { Table } from "./table-context";
import { chainOf } from "./to-parts";

/** Fewer rows than these can be read: then the wrong columns were chosen. Share of all rows. */
const COVERED = 0.9;

/** What speaks against a reading, once all rows are read. */
interface Faults {
  /** Rows that cannot be read, and balances that follow from nothing. */
  count: number;
  /** The first of them. */
  line: number;
}

/**
 * Looks at how all rows were read, since the choice was made on a few of them or for an earlier
 * file. Where too many cannot be read, or a balance does not follow, the choice is made again on
 * the rows around that place. The other one is taken if it has fewer faults in the whole file.
 */
export async function reopenChoice(table: Table, chosen: ReadRows): Promise<ReadRows> {
  const isTold = table.settled.amount !== undefined || table.isOwn || table.app !== undefined;
  const sawAll = table.data.length <= ROWS && table.remembered === null;
  if (chosen.parts === null || isTold || sawAll) return chosen;
  const { currency } = table.context;
  const faults = findFaults(chosen.parts, currency);
  if (faults === null) return chosen;
  const other = await proposeMapping(table, faults.line);
  const isSame = JSON.stringify(amountsIn(other)) === JSON.stringify(amountsIn(chosen.proposal));
  if (isSame || other.question !== null) return chosen;
  const rival = await readAll(table, other);
  if (rival.parts === null) return chosen;
  return (findFaults(rival.parts, currency)?.count ?? 0) < faults.count ? rival : chosen;
}

const amountsIn = ({ mapping }: ReadRows["proposal"]) => [mapping.amount, mapping.balanceColumn];

function findFaults(parts: readonly FilePart[], currency: string): Faults | null {
  const rows = parts.flatMap((part) => part.rows);
  const unread = rows.filter(isBad).filter(({ isBooked }) => isBooked !== false);
  const chains = parts.map((part) => ({ part, breaks: chainOf(part.rows).breaks }));
  const count = unread.length + chains.reduce((sum, { breaks }) => sum + breaks, 0);
  const [first] = unread;
  if (first !== undefined && rows.length - unread.length < rows.length * COVERED)
    return { count, line: first.line };
  const broken = chains.find(({ breaks }) => breaks > 0)?.part.rows.filter(isReadable);
  const line = broken === undefined ? null : (checkBalance(broken, currency)?.brokenAtLine ?? null);
  return line === null ? null : { count, line };
}
