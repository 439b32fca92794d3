import { Prisma, type Tx } from "@pfn/db";

/**
 * Rows per statement: few enough that neither making the statement nor running it holds others up
 * for long, on the embedded engine too; many enough that the cost of a statement does not show.
 */
export const ROWS_PER_STATEMENT = 500;

/**
 * A row as plain JSON, named like the table's columns but in camelCase: numbers of 64 bits, dates
 * and moments are texts.
 */
type JsonRow = object;

interface RowTable<R extends JsonRow> {
  /** Column names by field; all of them are written by `insert` and `update`. */
  columns: Readonly<Record<keyof R & string, string>>;
  hasUpdatedAt: boolean;
}

/** Writes to one table of a ledger, many rows with one statement. */
export interface RowWriter<R extends JsonRow> {
  insert: (tx: Tx, ledgerId: string, rows: readonly R[]) => Promise<void>;
  /** Writes each row where its previous version is found, and answers the ids of those. */
  update: (tx: Tx, ledgerId: string, rows: readonly (R & Versioned)[]) => Promise<string[]>;
  /** Deletes each row that still has the version given, and answers the ids of those. */
  remove: (tx: Tx, ledgerId: string, rows: readonly Versioned[]) => Promise<string[]>;
}

interface Versioned {
  id: string;
  version: number;
}

/**
 * The rows of a statement travel as one JSON text, which PostgreSQL turns into rows of the table's
 * own types: the cost does not grow with a parameter for every value, and nothing about types is
 * said twice.
 *
 * @example const writer = createRowWriter("accounts", { columns: { id: "id", closedOn: "closed_on"
 *   }, hasUpdatedAt: true });
 */
export function createRowWriter<R extends JsonRow>(
  name: string,
  { columns, hasUpdatedAt }: RowTable<R>,
): RowWriter<R> {
  // Names come from the stores' own constants, never from a caller.
  const table = Prisma.raw(`"${name}"`);
  const fields = Object.entries<string>(columns);
  const list = (prefix: string) =>
    Prisma.raw(fields.map(([, column]) => `${prefix}"${column}"`).join(", "));
  const rowsOf = (rows: readonly JsonRow[]) =>
    Prisma.sql`json_populate_recordset(null::${table}, ${JSON.stringify(rows.map((row) => toColumns(row, fields)))}::json)`;
  const touched = Prisma.raw(hasUpdatedAt ? ", updated_at" : "");
  const now = Prisma.raw(hasUpdatedAt ? ", now()" : "");
  const touch = Prisma.raw(hasUpdatedAt ? ", updated_at = now()" : "");
  return {
    insert: async (tx, ledgerId, rows) => {
      for (const part of chunk(rows))
        await tx.$executeRaw`
          insert into ${table} (${list("")}, ledger_id${touched})
          select ${list("n.")}, ${ledgerId}::uuid${now} from ${rowsOf(part)} n`;
    },
    update: (tx, ledgerId, rows) =>
      collectIds(
        rows,
        (part) => tx.$queryRaw`
          update ${table} t set (${list("")}) = row(${list("n.")})${touch} from ${rowsOf(part)} n
          where t.id = n.id and ${among(part)} and t.ledger_id = ${ledgerId}::uuid and t.version = n.version - 1
          returning t.id`,
      ),
    remove: (tx, ledgerId, rows) =>
      collectIds(
        rows.map(({ id, version }) => ({ id, version })),
        (part) => tx.$queryRaw`
          delete from ${table} t using ${rowsOf(part)} n
          where t.id = n.id and ${among(part)} and t.ledger_id = ${ledgerId}::uuid and t.version = n.version
          returning t.id`,
      ),
  };
}

/**
 * Says again which rows are meant. PostgreSQL believes that every JSON text holds a hundred of
 * them, for which it would rather read the whole of a table with some thousand rows.
 */
const among = (rows: readonly Versioned[]) =>
  Prisma.sql`t.id = any(${rows.map(({ id }) => id)}::uuid[])`;

/** Cuts rows into parts for one statement each. */
export const chunk = <R>(rows: readonly R[], size = ROWS_PER_STATEMENT): R[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  );

const toColumns = (row: JsonRow, fields: readonly [string, string][]) =>
  Object.fromEntries(fields.map(([field, column]) => [column, Reflect.get(row, field)]));

async function collectIds<R>(
  rows: readonly R[],
  run: (part: readonly R[]) => Promise<{ id: string }[]>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const part of chunk(rows)) ids.push(...(await run(part)).map(({ id }) => id));
  return ids;
}
