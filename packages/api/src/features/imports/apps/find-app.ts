import { refusal } from "../../../common/errors/refusal";
import type { MappingChoice } from "../mapping-schema";
import { isNot } from "../refusals";
import type { FileRecord } from "../table/mapping";
import { ACTUAL } from "./actual";
import { type App, columnsOf, type FindColumn } from "./app";
import { FIREFLY } from "./firefly";
import { GNUCASH } from "./gnucash";
import { MINT } from "./mint";
import { SURE } from "./sure";
import { YNAB } from "./ynab";

const APPS: readonly App[] = [YNAB, ACTUAL, MINT, FIREFLY, GNUCASH, SURE];

/** A program's export: how its columns are read, and what its lines are. */
export interface FoundApp {
  app: App;
  find: FindColumn;
  /** Number of the header among the records. */
  headerLine: number;
  mapping: MappingChoice;
}

/** Programs write no words above their header. */
const RECORDS_ABOVE = 2;

/** Plans of YNAB, of its web form and of YNAB 4, which stand beside its registers. */
const PLANS: readonly (readonly string[])[] = [
  ["Month", "Category", "Assigned", "Activity", "Available"],
  ["Month", "Category", "Budgeted", "Activity", "Available"],
  ["Month", "Category", "Budgeted", "Outflows", "Category Balance"],
];

const PLAN = {
  what: "a plan of YNAB",
  instead: "Send the register, which stands beside it in the same export.",
};

/**
 * The program that a table's headings are of; undefined where they are of none.
 *
 * @throws DomainError BAD_REQUEST for a plan, which has no transactions
 */
export function findApp(records: readonly FileRecord[]): FoundApp | undefined {
  for (const [at, { cells }] of records.slice(0, RECORDS_ABOVE + 1).entries()) {
    const find = columnsOf(cells);
    if (PLANS.some((form) => form.every((heading) => find(heading) !== null))) throw isNot(PLAN);
    const app = APPS.find(({ forms }) =>
      forms.some((form) => form.every((heading) => find(heading) !== null)),
    );
    if (app === undefined) continue;
    const mapping = { ...NO_COLUMNS, ...app.toMapping(find), app: app.name };
    return { app, find, headerLine: at + 1, mapping };
  }
  return undefined;
}

/** What an export does not have is not looked for. */
const NO_COLUMNS = {
  ...{ payeeColumn: null, noteColumn: null, externalIdColumn: null, balanceColumn: null },
  ...{ currencyColumn: null, statusColumn: null, accountColumn: null, categoryColumn: null },
} as const satisfies MappingChoice;

const COLUMNS: readonly (keyof MappingChoice)[] = [
  ...(["headerLine", "dateColumn", "amount", "payeeColumn", "noteColumn"] as const),
  ...(["externalIdColumn", "balanceColumn", "currencyColumn", "statusColumn"] as const),
  ...(["accountColumn", "categoryColumn", "statementLines"] as const),
];

/**
 * Whether a table is read as the export that its headings say: the caller's word first. Columns of
 * the caller's own make it an ordinary table, and so does what an earlier file was read as.
 *
 * @throws DomainError BAD_REQUEST when the caller names a program whose headings it has not
 */
export function chooseApp(
  found: FoundApp | undefined,
  choice: MappingChoice,
  remembered: MappingChoice | null,
): FoundApp | undefined {
  const named = choice.app;
  if (named !== undefined && named !== null && named !== found?.app.name)
    throw refusal(
      "BAD_REQUEST",
      "mapping.app",
      `the file has not the headings of an export of ${named}.`,
      "Leave `app` out to have the program found, or send null to read an ordinary table.",
    );
  if (named === undefined && COLUMNS.some((field) => choice[field] !== undefined)) return undefined;
  return named === null || (named === undefined && remembered?.app === null) ? undefined : found;
}
