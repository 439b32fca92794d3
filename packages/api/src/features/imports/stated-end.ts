import { z } from "zod";
import type { BalanceCheck } from "./balance-schema";
import { type BadRow, type FilePart, isReadable, type ReadRow, type Stated } from "./file-part";
import { followBalances, type RunningBalance } from "./follow-balances";

/** The last balance that a file states. Plain JSON: the draft keeps it. */
export const StatedEnd = z.object({
  /** The day at whose end it held. */
  on: z.string(),
  /** Minor units, as a decimal integer. */
  amountMinor: z.string(),
  /** 1: the account's balance; -1: what is owed; null: of a debt either may be meant. */
  sign: z.union([z.literal(1), z.literal(-1), z.null()]),
});
export type StatedEnd = z.infer<typeof StatedEnd>;

interface Stating extends Partial<Pick<FilePart, "opening" | "closing">> {
  rows: readonly (ReadRow | BadRow)[];
  isLiability: boolean;
}

/** Where a file states balances. */
export interface StatedBalances {
  /** Null where it states none. */
  end: StatedEnd | null;
  /** What it says of the end of days, oldest first. Minor units. */
  days: ReadonlyMap<string, bigint>;
}

/** What a file states of its account: around its rows, else beside them. */
export function findStated({ rows, opening, closing, isLiability }: Stating): StatedBalances {
  if (closing) return statedAround({ rows, opening: opening ?? null, closing, isLiability });
  const running = followBalances(rows);
  return running === null ? { end: null, days: new Map() } : statedBy(running);
}

function statedBy({ steps, sign }: RunningBalance): StatedBalances {
  // The last balance of a day is that of its end, unless other rows of the day come after it.
  const lastOfDays = new Map(steps.map((step) => [step.date, step]));
  const ends = [...lastOfDays.values()].filter(({ endsDay }) => endsDay);
  const last = ends.at(-1);
  const end = last && { on: last.date, amountMinor: last.balance.toString(), sign };
  return { end: end ?? null, days: new Map(ends.map(({ date, balance }) => [date, balance])) };
}

interface Around extends Required<Stating> {
  opening: Stated | null;
  closing: Stated;
}

function statedAround({ rows, opening, closing, isLiability }: Around): StatedBalances {
  const booked = rows.filter(isReadable).filter(({ isBooked }) => isBooked);
  const ordered = booked.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const on = closing.on ?? ordered.at(-1)?.date ?? opening?.on;
  if (on === undefined || on === null) return { end: null, days: new Map() };
  const days = new Map<string, bigint>();
  let balance = BigInt(opening?.amountMinor ?? 0);
  for (const { date, amountMinor } of opening === null ? [] : ordered) {
    balance += BigInt(amountMinor);
    days.set(date, balance);
  }
  days.set(on, BigInt(closing.amountMinor));
  // With an opening balance the rows between tell the sign.
  const sign = opening === null && isLiability ? null : 1;
  return { end: { on, amountMinor: closing.amountMinor, sign }, days };
}

/** Whether a file's balances contradict one another. One alone contradicts nothing. */
export const contradictsItself = (balance: BalanceCheck | null): boolean =>
  balance !== null &&
  (/[1-9]/.test(balance.gap.amount) || balance.brokenAtLine !== null || !balance.joins);
