import {
  type CategoryRow,
  type Rows,
  rowOf,
  rowsOf,
  type TransactionRow,
  type TransferRow,
} from "./rows";

/**
 * What must hold between the rows of a ledger at any time. A write or undo that would break it is
 * refused.
 */
export const isSound = (rows: Rows): boolean =>
  areUnique(rowsOf(rows, "account").map(([, { name }]) => name)) &&
  areUnique(rowsOf(rows, "category").map(([, { name }]) => name)) &&
  rowsOf(rows, "category").every(([, category]) => hasPlace(rows, category)) &&
  rowsOf(rows, "transaction").every(([, transaction]) => isWhole(rows, transaction)) &&
  // Tombstones included (invariant 7).
  areUnique(
    rowsOf(rows, "transaction").flatMap(([, { account, externalId }]) =>
      externalId === null ? [] : [`${account} ${externalId}`],
    ),
  ) &&
  rowsOf(rows, "transfer").every(([, transfer]) => doLegsFit(rows, transfer)) &&
  haveTransfersLegs(rows);

const areUnique = (texts: readonly string[]) => new Set(texts).size === texts.length;

/** One level: a parent has no parent, and is of its children's kind. */
function hasPlace(rows: Rows, { parent, kind }: CategoryRow): boolean {
  if (parent === null) return true;
  const above = rowOf(rows, "category", parent);
  return above !== undefined && above.parent === null && above.kind === kind;
}

/**
 * Its account and categories are there, its lines sum to it (invariant 1), and its day is not after
 * the account's last.
 */
function isWhole(
  rows: Rows,
  { account, amount, lines, date, kind, deletedAt }: TransactionRow,
): boolean {
  const home = rowOf(rows, "account", account);
  return (
    home !== undefined &&
    lines.length > 0 &&
    lines.reduce((sum, line) => sum + line.amount, 0n) === amount &&
    lines.every(
      ({ category }) => category === null || (kind !== "transfer" && rows.has(category)),
    ) &&
    (deletedAt !== null || home.closedOn === null || date <= home.closedOn)
  );
}

/** Invariant 4. */
function doLegsFit(rows: Rows, { out, into }: TransferRow): boolean {
  const [from, to] = [rowOf(rows, "transaction", out), rowOf(rows, "transaction", into)];
  if (from === undefined || to === undefined) return false;
  const [fromAccount, toAccount] = [
    rowOf(rows, "account", from.account),
    rowOf(rows, "account", to.account),
  ];
  return (
    from.kind === "transfer" &&
    to.kind === "transfer" &&
    from.account !== to.account &&
    from.amount < 0n &&
    to.amount > 0n &&
    (fromAccount?.currency !== toAccount?.currency || from.amount === -to.amount) &&
    (from.deletedAt === null) === (to.deletedAt === null)
  );
}

/** Every row of kind transfer is a leg of exactly one. */
function haveTransfersLegs(rows: Rows): boolean {
  const legs = rowsOf(rows, "transfer").flatMap(([, { out, into }]) => [out, into]);
  const kinds = rowsOf(rows, "transaction").filter(([, { kind }]) => kind === "transfer");
  return legs.length === new Set(legs).size && legs.length === kinds.length;
}
