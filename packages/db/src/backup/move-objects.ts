import type { Connection } from "../engine";

/**
 * Tables, types and functions of one schema that belong to no extension, each as the start of a
 * statement that moves it.
 */
const OBJECTS = `
  select format('alter %s %s', case relkind when 'v' then 'view' else 'table' end, oid::regclass) as alter
  from pg_class c where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  union all
  select format('alter type %s', oid::regtype) from pg_type t where typnamespace = to_regnamespace($1)
    and typtype in ('e', 'd') and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  union all
  select format('alter function %s', oid::regprocedure) from pg_proc p where pronamespace = to_regnamespace($1)
    and prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

/**
 * Moves all of pfn's objects from one schema into another, which is created, in one transaction.
 * What extensions brought stays.
 */
export async function moveObjects(
  connection: Connection,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await connection("begin");
  await connection(`create schema if not exists "${to}"`);
  // A name is written with its schema unless that is searched, so that both directions work.
  const objects = await connection<{ alter: string }>(OBJECTS, [from]);
  for (const { alter } of objects) await connection(`${alter} set schema "${to}"`);
  if (from !== "public") await connection(`drop schema "${from}" cascade`);
  await connection("commit");
}
