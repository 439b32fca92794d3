import type { DemoEntry, DemoTransfer } from "./demo-books";
import type { Diary } from "./diary";

export const toSavings = ({ on, month }: Diary): DemoTransfer => {
  // Less is left to put aside where a journey or presents are paid.
  const minor = month === 7 || month === 12 ? 20_000n : 55_000n;
  return {
    from: "Checking",
    to: "Savings",
    date: on(3),
    payee: "To savings",
    sentMinor: minor,
    receivedMinor: minor,
  };
};

/** The card is paid from euros at the month's rate. */
export function payCard({ on, random }: Diary, spent: readonly DemoEntry[]): DemoTransfer {
  const dollars = spent
    .flatMap(({ parts }) => parts)
    .reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
  const rate = BigInt(random(8_900, 9_450));
  return {
    from: "Checking",
    to: "Dollar card",
    date: on(25),
    payee: "Card settlement",
    sentMinor: (dollars * rate) / 10_000n,
    receivedMinor: dollars,
  };
}
