/**
 * A statement that changes more than rows and settings of its session: the database that it was
 * sent to is not used again.
 */
const CHANGES_MORE =
  /\b(?:alter|create|drop)\s+\w|\bpg_class\b|\b(?:insert\s+into|update|delete\s+from)\s+"?_prisma_migrations/i;

export const changesMoreThanRows = (sql: string): boolean => CHANGES_MORE.test(sql);

/**
 * In the order in which they are run, each by itself: the session's settings first, then all rows.
 */
export const RESET: readonly string[] = [
  "rollback",
  "discard all",
  "set time zone 'UTC'",
  `do $$ begin
    execute (select 'truncate ' || string_agg(format('%I', tablename), ', ') || ' restart identity cascade'
      from pg_tables where schemaname = current_schema and tablename <> '_prisma_migrations');
  end $$`,
  // What the planner was told of the rows that are gone.
  "delete from pg_statistic",
  "select pg_stat_reset()",
];
