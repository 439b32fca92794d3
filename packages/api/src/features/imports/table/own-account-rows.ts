import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { Roles } from "./find-roles";
import { cellAt, type FileRecord } from "./mapping";
import type { Table } from "./table-context";

/**
 * The rows of one account in its currency, because balances follow from one another only there: of
 * several accounts that with the most rows. All rows where none is in the currency.
 */
export async function ownAccountRows(
  { data, context }: Table,
  { currencyColumn, accountColumn }: Roles["mapping"],
): Promise<readonly FileRecord[]> {
  const accounts = new Map<string, FileRecord[]>();
  for (const record of data) {
    await yieldIfDue();
    const currency = cellAt(record, currencyColumn);
    if (currency !== "" && currency !== context.currency) continue;
    const ref = cellAt(record, accountColumn);
    const rows = accounts.get(ref) ?? [];
    rows.push(record);
    accounts.set(ref, rows);
  }
  let most: readonly FileRecord[] = [];
  for (const rows of accounts.values()) if (rows.length > most.length) most = rows;
  return most.length === 0 ? data : most;
}
