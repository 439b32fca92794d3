import type { Evidence } from "../schema";
import type { FoundAmounts } from "./amounts";
import type { FoundDays } from "./dates";
import type { Table } from "./table-context";

interface Found {
  table: Table;
  found: FoundDays | null;
  amounts: FoundAmounts;
  /** On which hypotheses were made. */
  rows: number;
}

/** Why a table is read as it is, for a person to judge. */
export function evidenceOf({ table, found, amounts, rows }: Found): Evidence[] {
  const evidence: Evidence[] = [];
  const { remembered, settled } = table;
  if (found?.says != null && settled.dateOrder === undefined)
    evidence.push({
      ...{ field: "dateOrder", says: found.says },
      ...{ agrees: found.cells, of: found.cells },
    });
  if (amounts.says !== null)
    evidence.push({ field: "amount", says: amounts.says, agrees: amounts.agrees, of: rows });
  if (remembered !== null)
    evidence.push({
      ...{ field: "mapping", says: "as this account's last file of the same form" },
      ...{ agrees: 1, of: 1 },
    });
  return evidence;
}
