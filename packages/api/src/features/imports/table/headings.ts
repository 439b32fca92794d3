import amount from "./headings/amount.json" with { type: "json" };
import date from "./headings/date.json" with { type: "json" };
import status from "./headings/status.json" with { type: "json" };
import text from "./headings/text.json" with { type: "json" };
import { plain } from "./plain";

// What banks call their columns, in the languages of their exports: a prior, never a condition. A
// file without any of these words is still read where its arithmetic allows.

const NAMES = {
  ...{ booked: date.booked, anyDate: date.any, value: date.value },
  ...{ amount: amount.amount, gross: amount.gross, out: amount.out, in: amount.in },
  ...{ balance: amount.balance, fee: amount.fee, otherNumber: amount.other },
  ...{ counterparty: text.counterparty, description: text.description, note: text.note },
  ...{ type: text.type, externalId: text.externalId, currency: text.currency },
  ...{
    category: text.category,
    foreignCurrency: text.foreignCurrency,
    ...{ account: text.account, perhapsAccount: text.perhapsAccount },
    status: status.status,
  },
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof NAMES;

/** Folded as headings are: accents and the parts of Korean syllables come apart. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(NAMES).map(([role, names]) => [role, names.map(plain)]),
);

/** Shorter words stand within other words' headings by chance. */
const SHORTEST_PART = 4;

/**
 * How well a heading names a role: 3 for the role's plainest name, down to 2 for another whole
 * name, 1 for a name among other words, 0 for none.
 */
export function fitOf(heading: string, role: Role): number {
  if (heading === "") return 0;
  const names = WORDS.get(role) ?? [];
  const at = names.indexOf(heading);
  if (at !== -1) return 3 - at / names.length;
  const padded = ` ${heading} `;
  const isPart = names.some((name) => name.length >= SHORTEST_PART && padded.includes(` ${name} `));
  return isPart ? 1 : 0;
}

interface Named {
  heading: string;
}

/** The column whose heading fits a role best; among equals the first. Undefined where none does. */
export function findByHeading<Column extends Named>(
  columns: readonly Column[],
  role: Role,
): Column | undefined {
  let [best, found]: [number, Column | undefined] = [0, undefined];
  for (const column of columns) {
    const fit = fitOf(column.heading, role);
    if (fit > best) [best, found] = [fit, column];
  }
  return found;
}
