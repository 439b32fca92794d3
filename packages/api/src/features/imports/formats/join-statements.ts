import { type BadRow, type FilePart, isReadable, type ReadRow } from "../file-part";
import { leaveOutRepeated } from "./leave-out-repeated";
import { follow, type Statement } from "./statement";

/**
 * The accounts of a file: statements of one account and currency become one part, whose rows keep
 * the file's order. Its balances are those of the first and the last statement; some banks write
 * the newest first.
 */
export function joinStatements(statements: readonly Statement[]): FilePart[] {
  const accounts = new Map<string, Statement[]>();
  for (const statement of nameByKind(statements)) {
    const key = JSON.stringify([statement.ref, statement.currency]);
    const group = accounts.get(key) ?? [];
    group.push(statement);
    accounts.set(key, group);
  }
  return [...accounts.values()].map((group) => joinGroup(leaveOutRepeated(group)));
}

/** Some banks give the accounts of a customer one number. Then their kinds tell them apart. */
function nameByKind(statements: readonly Statement[]): Statement[] {
  const kinds = new Map<string | null, Set<FilePart["kind"]>>();
  for (const { ref, kind } of statements) kinds.set(ref, (kinds.get(ref) ?? new Set()).add(kind));
  return statements.map((statement) => {
    const { ref, kind } = statement;
    const isShared = ref !== null && kind !== null && (kinds.get(ref)?.size ?? 0) > 1;
    return isShared ? { ...statement, ref: `${ref} ${kind}` } : statement;
  });
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

/** What booked rows add up to. Minor units. */
export const sumOf = (rows: readonly (ReadRow | BadRow)[]): bigint =>
  rows
    .filter(isReadable)
    .filter(({ isBooked }) => isBooked)
    .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
