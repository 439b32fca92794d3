import { MAX_MINOR } from "../../common/money/money";
import { type BadRow, isReadable, type ReadRow } from "./file-part";

/** A row with the balance that the bank states beside it. */
interface Step {
  date: string;
  amount: bigint;
  balance: bigint;
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
  const steps = rows
    .filter(isReadable)
    .map(toStep)
    .filter((step) => step !== null);
  const upwards = steps.toReversed();
  const readings = [steps, upwards].flatMap((ordered) =>
    ([1, -1] as const).map((sign) => ({ steps: ordered, sign, links: countLinks(ordered, sign) })),
  );
  const [first] = readings;
  if (first === undefined || steps.length === 0) return null;
  const best = readings.reduce((most, reading) => (reading.links > most.links ? reading : most));
  return best.links * 2 < steps.length - 1 ? null : { steps: best.steps, sign: best.sign };
}

/** Minor units of the balance beside a row; null for one that no account can have. */
export function statedBeside(row: ReadRow): string | null {
  const stated = row.statedBalanceMinor ?? row.balanceMinor;
  if (stated === null) return null;
  const minor = BigInt(stated);
  return minor > MAX_MINOR || minor < -MAX_MINOR ? null : stated;
}

function toStep(row: ReadRow): Step | null {
  const stated = row.isBooked ? statedBeside(row) : null;
  if (stated === null) return null;
  return { date: row.date, amount: BigInt(row.amountMinor), balance: BigInt(stated) };
}

const countLinks = (steps: readonly Step[], sign: 1 | -1): number =>
  steps.slice(1).filter(({ amount, balance }, index) => {
    const before = steps[index]?.balance ?? 0n;
    return balance === before + (sign === 1 ? amount : -amount);
  }).length;
