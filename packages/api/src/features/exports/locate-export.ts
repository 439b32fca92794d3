import type { LedgerContext } from "../../common/context";
import { sumTransactions } from "../transactions/sum-transactions";
import type { ExportFormat, ExportTransactionsInput } from "./schema";

/** Where sessions and where keys read the files. */
export const EXPORT_BASE = { session: "/api/exports", key: "/api/v1/exports" } as const;

/** Where the files with everything that the filters find are, and how much that is. */
export async function locateExport(
  { db, principal }: LedgerContext,
  filters: ExportTransactionsInput,
) {
  const totals = await sumTransactions(db, { ledgerId: principal.ledgerId, filters });
  const search = toSearch(filters);
  const at = (format: ExportFormat) =>
    `${EXPORT_BASE[principal.kind]}/transactions.${format}${search}`;
  return {
    count: totals.reduce((sum, { count }) => sum + count, 0),
    csv: at("csv"),
    json: at("json"),
  };
}

function toSearch(filters: ExportTransactionsInput): string {
  const search = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((item) => item !== undefined)
        .map((item): [string, string] => [name, String(item)]),
    ),
  );
  return search.size === 0 ? "" : `?${search}`;
}
