import { fromMinor, type Money, toMinor } from "#ui/money.ts";
import { type Choices, chosenFor } from "./decisions";
import type { Import } from "./import-words";

/** What the file says of an account's balance, and what the ledger will say. */
export interface Foreseen {
  on: string;
  said: Money;
  after: Money;
  gap: Money;
  /** Whether the file says what is owed, which is the account's balance with the other sign. */
  isOwed: boolean;
  /** The first day on which both differ; null where nobody knows. */
  partOn: string | null;
}

/**
 * The balance that the ledger will have with what the person has chosen; null where the file states
 * none.
 */
export function foresee(found: Import, choices: Choices, hasOpening: boolean): Foreseen | null {
  const { ledger, opening } = found;
  if (ledger === null) return null;
  const { currency } = ledger.stated;
  const [said, before] = [toMinor(ledger.stated.amount), toMinor(ledger.after.amount)];
  const missing = opening === null ? toMinor(ledger.gap.amount) : toMinor(opening.amount.amount);
  const isOwed = said - before !== missing;
  const opened = hasOpening && opening !== null ? toMinor(opening.amount.amount) : 0n;
  const added = opened + importedUntil(ledger.on, found, choices);
  const after = before + added;
  return {
    ...{ on: ledger.on, isOwed, said: ledger.stated, after: fromMinor(after, currency) },
    gap: fromMinor(isOwed ? said + after : said - after, currency),
    partOn: added === 0n ? ledger.firstDifferingDay : null,
  };
}

/** What the rows come to that the person has decided to add. */
const importedUntil = (on: string, found: Import, choices: Choices): bigint =>
  [...chosenFor(choices, found).decisions.values()]
    .filter(({ decision, date }) => decision === "import" && date !== null && date <= on)
    .reduce((sum, { minor }) => sum + minor, 0n);
