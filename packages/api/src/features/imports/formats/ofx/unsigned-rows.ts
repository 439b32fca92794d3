/** Types of rows that leave an account, and of rows that arrive on it (OFX 2.3.2, 11.4.4.3). */
const LEAVING: readonly string[] = [
  ...["DEBIT", "CHECK", "DIRECTDEBIT", "FEE", "SRVCHG", "CASH", "REPEATPMT"],
];
const ARRIVING: readonly string[] = ["CREDIT", "DEP", "DIRECTDEP", "DIV"];

/** A single debit without a minus may be the undoing of another row. */
const FEWEST_DEBITS = 2;

interface Row {
  values: ReadonlyMap<string, string>;
}

const typeOf = ({ values }: Row): string => (values.get("TRNTYPE") ?? "").toUpperCase();

/**
 * Whether a statement's amounts have no signs. The standard wants them, but some banks leave the
 * direction to the type of the row: no amount has a minus, and several rows are debits.
 */
export function isUnsigned(rows: readonly Row[]): boolean {
  const hasMinus = rows.some(({ values }) => /[-\u2212(]/u.test(values.get("TRNAMT") ?? ""));
  const debits = rows.filter((row) => ["DEBIT", "CHECK", "DIRECTDEBIT"].includes(typeOf(row)));
  return !hasMinus && debits.length >= FEWEST_DEBITS;
}

/** An amount without sign, as the type of its row has it; null where the type does not say it. */
export function withDirection(amount: bigint, row: Row): bigint | null {
  if (LEAVING.includes(typeOf(row))) return -amount;
  return ARRIVING.includes(typeOf(row)) ? amount : null;
}
