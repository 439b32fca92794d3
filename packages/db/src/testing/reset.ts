/**
 * A statement that changes more than rows and settings of its session. Its database is not used
 * again.
 */
const CHANGES_MORE = [
  /\b(?:alter|create|drop)\s+\w|\bpg_class\b/i,
  /\b(?:insert\s+into|update|delete\s+from)\s+"?_prisma_migrations/i,
];

export const changesMoreThanRows = (sql: string): boolean =>
  CHANGES_MORE.some((pattern) => pattern.test(sql));

/** Statements that empty a database, in this order, each by itself. */
export const RESET: readonly string[] = [
  "rollback",
  "discard all",
  "set time zone 'UTC'",
  `do $$ begin
    execute (select 'truncate ' || string_agg(format('%I', tablename), ', ')
        || ' restart identity cascade'
      from pg_tables where schemaname = current_schema and tablename <> '_prisma_migrations');
  end $$`,
  // The planner's statistics of the removed rows.
  "delete from pg_statistic",
  "select pg_stat_reset()",
];
