import { type BadRow, isBad, type OtherLine, type ReadRow } from "../file-part";
import { follow, type Statement } from "./statement";

/**
 * The statements of an account without what an earlier one has already, as in a file that somebody
 * put together, or in reports that each begin with the morning. Where all statements have balances,
 * only a whole one is left out, and only if they do not follow from one another as they stand.
 * Where they have none, it is a row with the id, the day, the amount and the payee of an earlier
 * statement's.
 */
export function leaveOutRepeated(group: readonly Statement[]): readonly Statement[] {
  if (group.length < 2) return group;
  const isStated = group.every(({ opening, closing }) => opening !== null && closing !== null);
  if (!isStated) return leaveOutRows(group);
  return follow(group) || follow(group.toReversed()) ? group : leaveOutStatements(group);
}

function leaveOutStatements(group: readonly Statement[]): Statement[] {
  const known = new Set<string>();
  const kept: Statement[] = [];
  const others: OtherLine[] = [];
  for (const statement of group) {
    const { opening, closing, rows } = statement;
    const key = JSON.stringify([opening, closing, rows.map(factsOf)]);
    if (!known.has(key)) kept.push(statement);
    else
      others.push(...rows.map((row) => ({ ...toOther(row), why: "Its statement stands above." })));
    known.add(key);
  }
  return withOthers(kept, others);
}

function leaveOutRows(group: readonly Statement[]): Statement[] {
  const known = new Set<string>();
  const others: OtherLine[] = [];
  const kept = group.map((statement) => {
    const own: string[] = [];
    const rows = statement.rows.filter((row) => {
      if (isBad(row) || row.externalId === null) return true;
      const key = JSON.stringify([row.externalId, row.isBooked, ...factsOf(row)]);
      own.push(key);
      if (known.has(key)) others.push({ ...toOther(row), why: "Its statement above has it, too." });
      return !known.has(key);
    });
    for (const key of own) known.add(key);
    return { ...statement, rows };
  });
  return withOthers(kept, others);
}

const factsOf = (row: ReadRow | BadRow): string[] =>
  isBad(row) ? [row.reason] : [row.date, row.amountMinor, row.payee];

const toOther = (row: ReadRow | BadRow): Omit<OtherLine, "why"> => ({
  line: row.line,
  text: factsOf(row).at(-1) ?? "",
});

function withOthers([first, ...more]: readonly Statement[], others: readonly OtherLine[]) {
  if (first === undefined) return [];
  return [{ ...first, otherLines: [...first.otherLines, ...others] }, ...more];
}
