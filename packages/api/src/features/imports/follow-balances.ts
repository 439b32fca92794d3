import { MAX_MINOR } from "../../common/money/money";
import { type BadRow, isReadable, type ReadRow } from "./file-part";

/** A row with the balance that the bank states beside it. */
interface Step {
  date: string;
  /** Of the row, and of those before it that have no balance. */
  amount: bigint;
  balance: bigint;
  /** False where the rows of its day go on without balance. */
  endsDay: boolean;
}

/** The balances beside a file's rows, oldest first. */
export interface RunningBalance {
  steps: readonly Step[];
  /** 1: they are the account's; -1: they are what is owed. */
  sign: 1 | -1;
}

/**
 * The balances beside the rows, in the order and with the sign in which most of them follow from
 * their neighbour. Null where fewer than half do: then the column is something else, such as
 * today's balance on each row, and proves nothing of a row.
 */
export function followBalances(rows: readonly (ReadRow | BadRow)[]): RunningBalance | null {
  const booked = rows.filter(isReadable).filter(({ isBooked }) => isBooked);
  let best: (RunningBalance & { links: number }) | null = null;
  for (const reading of readingsOf(booked.map(toMoved))) {
    if (best === null || reading.links > best.links) best = reading;
    // None can have more.
    if (best.links === best.steps.length - 1) break;
  }
  if (best === null || best.steps.length === 0) return null;
  return best.links * 2 < best.steps.length - 1 ? null : { steps: best.steps, sign: best.sign };
}

function* readingsOf(rows: readonly Moved[]) {
  for (const ordered of [rows, rows.toReversed()]) {
    const steps = toSteps(ordered);
    for (const sign of [1, -1] as const) yield { steps, sign, links: countLinks(steps, sign) };
  }
}

/** Minor units of the balance beside a row; null for one that no account can have. */
export function statedBeside(row: ReadRow): string | null {
  const stated = row.statedBalanceMinor ?? row.balanceMinor;
  if (stated === null) return null;
  const minor = BigInt(stated);
  return minor > MAX_MINOR || minor < -MAX_MINOR ? null : stated;
}

/** What a row moves, and the balance beside it. */
interface Moved {
  date: string;
  amount: bigint;
  balance: bigint | null;
}

function toMoved(row: ReadRow): Moved {
  const stated = statedBeside(row);
  return {
    date: row.date,
    amount: BigInt(row.amountMinor),
    balance: stated === null ? null : BigInt(stated),
  };
}

/** A row without balance counts for the next one that has one, in either direction. */
function toSteps(rows: readonly Moved[]): Step[] {
  const steps: Step[] = [];
  let waiting = 0n;
  for (const { date, amount, balance } of rows) {
    const moved = waiting + amount;
    waiting = balance === null ? moved : 0n;
    const last = steps.at(-1);
    if (balance !== null) steps.push({ date, amount: moved, balance, endsDay: true });
    else if (last?.date === date) last.endsDay = false;
  }
  return steps;
}

function countLinks(steps: readonly Step[], sign: 1 | -1): number {
  let links = 0;
  let before: bigint | null = null;
  for (const { amount, balance } of steps) {
    if (before !== null && balance === before + (sign === 1 ? amount : -amount)) links += 1;
    before = balance;
  }
  return links;
}
