import pg from "pg";
import { send, type Target } from "./put-load";

/** How often a statement was sent per call. */
export interface Counted {
  statement: string;
  perCall: number;
}

const TRIES = 10;

/**
 * The counting's own, and a transaction's three, of which PostgreSQL 15 counts only the first on
 * each connection when they are prepared.
 */
const NOT_COUNTED = "pg_stat_statements|^(BEGIN|SET CONSTRAINTS|COMMIT)";

/**
 * What a call sends to the database beside the beginning and the end of its transaction, as the
 * database counts it: the mean of ten calls in a row.
 */
export async function countStatements(url: string, target: Target): Promise<Counted[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await send(target);
    await client.query("select pg_stat_statements_reset()");
    for (let index = 0; index < TRIES; index += 1) await send(target);
    const { rows } = await client.query<{ query: string; calls: string }>(
      "select query, sum(calls) as calls from pg_stat_statements where query !~* $1 " +
        "group by query order by query",
      [NOT_COUNTED],
    );
    return rows.map(({ query, calls }) => ({
      statement: query.replaceAll(/\s+/g, " "),
      perCall: Number(calls) / TRIES,
    }));
  } finally {
    await client.end();
  }
}
