import type { Connection } from "../engine";

/** Tables, types and functions of a schema, each as the start of a statement that moves it. */
const OBJECTS = `
  select format('alter %s %s', kind, name) as alter from (
    select oid, case relkind when 'v' then 'view' else 'table' end, oid::regclass::text
    from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v')
    union all
    select oid, 'type', oid::regtype::text
    from pg_type where typnamespace = to_regnamespace($1) and typtype in ('e', 'd')
    union all
    select oid, 'function', oid::regprocedure::text
    from pg_proc where pronamespace = to_regnamespace($1) and prokind = 'f'
  ) as object (oid, kind, name)
  where not exists (select from pg_depend d where d.objid = object.oid and d.deptype = 'e')`;

/**
 * Moves all objects of pfn from one schema into a new one, in one transaction. Objects of
 * extensions stay.
 */
export async function moveObjects(
  connection: Connection,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await connection("begin");
  await connection(`create schema if not exists "${to}"`);
  // PostgreSQL writes the schema into a name unless the search path has it, so both directions
  // work.
  const objects = await connection<{ alter: string }>(OBJECTS, [from]);
  for (const { alter } of objects) await connection(`${alter} set schema "${to}"`);
  if (from !== "public") await connection(`drop schema "${from}" cascade`);
  await connection("commit");
}
