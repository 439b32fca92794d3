import type { Connection } from "../engine";

/** A table of pfn. */
export interface Table {
  name: string;
  /** Quoted names, separated by commas, without generated columns. */
  columns: string;
}

/** Lists all tables except the record of migrations, which a restore writes by migrating. */
export function listTables(connection: Connection): Promise<Table[]> {
  return connection<Table>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and c.relname <> '_prisma_migrations'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     group by c.relname order by c.relname`,
  );
}
