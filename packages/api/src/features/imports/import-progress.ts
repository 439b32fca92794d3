import type { SqlReader } from "../../common/reader";

export interface Progress {
  done: number;
  total: number;
}

const inName = (importId: string) => importId.replaceAll("-", "");

/**
 * Tells every instance how far the commit of an import is, while its transaction is still open: in
 * the name of the database session, which others see at once and which ends with the transaction,
 * however that ends. What the name was before stays in front.
 */
export async function tellProgress(
  tx: SqlReader,
  importId: string,
  { done, total }: Progress,
): Promise<void> {
  const progress = ` ${inName(importId)} ${done}/${total}`;
  await tx.$queryRaw`
    select set_config('application_name',
      left(regexp_replace(current_setting('application_name'), ' [0-9a-f]{32} .*$', ''), 16)
        || ${progress}, true)`;
}

/** How far the imports among `ids` are that some instance is committing now, by id. */
export async function findProgress(
  db: SqlReader,
  ids: readonly string[],
): Promise<Map<string, Progress>> {
  if (ids.length === 0) return new Map();
  const sessions = await db.$queryRaw<{ name: string }[]>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and application_name ~ ' [0-9a-f]{32} [0-9]+/[0-9]+$'`;
  const byName = new Map(ids.map((id) => [inName(id), id]));
  return new Map(
    sessions.flatMap(({ name }): [string, Progress][] => {
      const [counts = "", of = ""] = name.split(" ").reverse();
      const id = byName.get(of);
      const [done, total] = counts.split("/").map(Number);
      return id === undefined || done === undefined || total === undefined
        ? []
        : [[id, { done, total }]];
    }),
  );
}
