import { type BadRow, type FilePart, isReadable, type ReadRow, type Stated } from "../file-part";

/** One statement of a file: a day, a page, a month of one account. */
export interface Statement
  extends Pick<FilePart, "ref" | "kind" | "currency" | "rows" | "otherLines"> {
  opening: Stated | null;
  closing: Stated | null;
}

/**
 * The accounts of a file: statements of one account and currency become one part, whose rows keep
 * the file's order. Its balances are those of the first and the last statement; some banks write
 * the newest first.
 */
export function joinStatements(statements: readonly Statement[]): FilePart[] {
  const accounts = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.ref, statement.currency]);
    const group = accounts.get(key) ?? [];
    group.push(statement);
    accounts.set(key, group);
  }
  return [...accounts.values()].map(joinGroup);
}

function joinGroup(group: readonly Statement[]): FilePart {
  const upwards = group.toReversed();
  const inOrder = !follow(group) && follow(upwards) ? upwards : group;
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  return {
    ref: first?.ref ?? null,
    kind: first?.kind ?? null,
    currency: first?.currency ?? null,
    rows: group.flatMap(({ rows }) => rows),
    otherLines: group.flatMap(({ otherLines }) => otherLines),
    opening: first?.opening ?? null,
    closing: last?.closing ?? null,
    joins: follow(inOrder),
  };
}

/** Whether each statement opens with what the one before closed with, where both say it. */
const follow = (statements: readonly Statement[]): boolean =>
  statements.every(({ opening }, at) => {
    const before = statements[at - 1]?.closing ?? null;
    return before === null || opening === null || before.amountMinor === opening.amountMinor;
  });

/** What booked rows add up to. Minor units. */
export const sumOf = (rows: readonly (ReadRow | BadRow)[]): bigint =>
  rows
    .filter(isReadable)
    .filter(({ isBooked }) => isBooked)
    .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
