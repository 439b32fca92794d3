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

/** How a column is read: as it is, or cast to text because JSON has nothing for its type. */
type Read = "plain" | "text" | "day";

/**
 * Every column of a table that belongs to its rows, by field: the one list from which statements
 * read and write it. A column is named like its field, in snake_case.
 */
export type Columns<R extends JsonRow> = Readonly<Record<keyof R & string, Read>>;

interface RowTable<R extends JsonRow> {
  columns: Columns<R>;
  hasUpdatedAt: boolean;
}

const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Columns of the table `t` as a statement selects them, named like their fields.
 *
 * @example Prisma.sql`select ${selectSql(COLUMNS)} from transactions t`
 */
export const selectSql = <R extends JsonRow>(columns: Columns<R>): Prisma.Sql =>
  // Names come from the stores' own constants, never from a caller.
  Prisma.raw(
    Object.entries<Read>(columns)
      .map(([field, read]) => `${READS[read](`t."${columnOf(field)}"`)} as "${field}"`)
      .join(", "),
  );

const READS: Readonly<Record<Read, (column: string) => string>> = {
  plain: (column) => column,
  text: (column) => `${column}::text`,
  day: (column) => `to_char(${column}, 'YYYY-MM-DD')`,
};

/** Writes to one table of a ledger, many rows with one statement. */
export interface RowWriter<R extends JsonRow> {
  insert: (tx: Tx, ledgerId: string, rows: readonly R[]) => Promise<void>;
  /** Writes each row where its previous version is found, and returns their ids. */
  update: (tx: Tx, ledgerId: string, rows: readonly (R & Versioned)[]) => Promise<string[]>;
  /** Deletes each row that still has the version given, and returns their ids. */
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
 * @example const writer = createRowWriter("accounts", { columns: COLUMNS, hasUpdatedAt: true });
 */
export function createRowWriter<R extends JsonRow>(
  name: string,
  { columns, hasUpdatedAt }: RowTable<R>,
): RowWriter<R> {
  // Names come from the stores' own constants, never from a caller.
  const table = Prisma.raw(`"${name}"`);
  const fields = Object.keys(columns).map((field) => [field, columnOf(field)] as const);
  const list = (prefix: string) =>
    Prisma.raw(fields.map(([, column]) => `${prefix}"${column}"`).join(", "));
  const rowsOf = (rows: readonly JsonRow[]) => {
    const json = JSON.stringify(rows.map((row) => toColumns(row, fields)));
    return Prisma.sql`json_populate_recordset(null::${table}, ${json}::json)`;
  };
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
          where t.id = n.id and ${among(part)} and t.ledger_id = ${ledgerId}::uuid
            and t.version = n.version - 1
          returning t.id`,
      ),
    remove: (tx, ledgerId, rows) =>
      collectIds(
        rows.map(({ id, version }) => ({ id, version })),
        (part) => tx.$queryRaw`
          delete from ${table} t using ${rowsOf(part)} n
          where t.id = n.id and ${among(part)} and t.ledger_id = ${ledgerId}::uuid
            and t.version = n.version
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

const toColumns = (row: JsonRow, fields: readonly (readonly [string, string])[]) =>
  Object.fromEntries(fields.map(([field, column]) => [column, Reflect.get(row, field)]));

async function collectIds<R>(
  rows: readonly R[],
  run: (part: readonly R[]) => Promise<{ id: string }[]>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const part of chunk(rows)) ids.push(...(await run(part)).map(({ id }) => id));
  return ids;
}

/**
 * Many texts as one parameter, one to a line: as an array each of them would be copied and quoted
 * once more on its way. They have no line breaks.
 *
 * @example tx.$executeRaw`select ${textsSql(ids)}::uuid[]`
 */
export const textsSql = (texts: readonly string[]): Prisma.Sql =>
  Prisma.sql`string_to_array(${texts.join("\n")}, chr(10), 'null')`;

/**
 * Plain values as an array of `jsonb`, null as SQL's null. JSON escapes line breaks, so that
 * PostgreSQL reads each value once: parts of one large JSON text are read twice.
 */
export const jsonSql = (values: readonly unknown[]): Prisma.Sql =>
  Prisma.sql`${textsSql(values.map((value) => JSON.stringify(value)))}::jsonb[]`;

/**
 * Ids, at least one, as a list of their own parameters for `in (…)`: PostgreSQL plans for as many
 * as there are. For an array it would keep one plan, which it may have made while the table was
 * small, and go through the whole table for each part of a large operation.
 */
export const idsSql = (ids: readonly string[]): Prisma.Sql =>
  Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`));
