import type { Connection } from "../engine";
import { BackupError } from "./backup-error";
import { listTables } from "./list-tables";
import { readRows } from "./read-backup";

/** At most this many rows, and about this many characters, go into one statement. */
const AT_ONCE = 500;
const MAX_CHARACTERS = 4_000_000;

/**
 * Loads the rows of a backup in one transaction, in any order. Foreign keys are checked at its end.
 * Triggers are off: the rows obeyed them when they were written.
 */
export async function loadRows(connection: Connection, file: string): Promise<void> {
  const columns = new Map(
    (await listTables(connection)).map((table) => [table.name, table.columns]),
  );
  await connection("begin");
  const foreignKeys = await deferForeignKeys(connection);
  for (const table of columns.keys())
    await connection(`alter table "${table}" disable trigger user`);
  const flush = async (table: string, rows: string[]) => {
    const listed = columns.get(table);
    if (listed === undefined)
      throw new BackupError(`The backup holds a table ${table} that its schema does not have.`);
    const text = `insert into "${table}" (${listed})
      select ${listed} from jsonb_populate_recordset(null::"${table}", $1::text::jsonb)`;
    await connection(text, [`[${rows.join(",")}]`]);
  };
  await inBatches(file, flush);
  await connection("set constraints all immediate");
  for (const table of columns.keys())
    await connection(`alter table "${table}" enable trigger user`);
  for (const { alter, timing } of foreignKeys) await connection(`${alter} ${timing}`);
  await connection("commit");
}

interface ForeignKey {
  alter: string;
  /** Its timing before. */
  timing: string;
}

async function deferForeignKeys(connection: Connection): Promise<ForeignKey[]> {
  const found = await connection<ForeignKey>(
    `select format('alter table %s alter constraint %I', conrelid::regclass, conname) as alter,
            case when not condeferrable then 'not deferrable'
                 when condeferred then 'deferrable initially deferred'
                 else 'deferrable initially immediate' end as timing
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { alter } of found) await connection(`${alter} deferrable initially deferred`);
  return found;
}

async function inBatches(
  file: string,
  flush: (table: string, rows: string[]) => Promise<void>,
): Promise<void> {
  let current = "";
  let rows: string[] = [];
  let characters = 0;
  const send = async () => {
    if (rows.length > 0) await flush(current, rows);
    rows = [];
    characters = 0;
  };
  for await (const { table, json } of readRows(file)) {
    if (table !== current || rows.length === AT_ONCE || characters > MAX_CHARACTERS) await send();
    current = table;
    rows.push(json);
    characters += json.length;
  }
  await send();
}
