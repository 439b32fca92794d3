import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/**
 * How many statements may be kept prepared on each connection, and how long one may be, in
 * characters.
 */
const MAX_NAMED_STATEMENTS = 500;
const MAX_NAMED_LENGTH = 8_000;

/**
 * Prisma's adapter over a pool of ours. Repeated statements are prepared once per connection, by
 * name.
 */
export function createPostgresAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  return new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
}

/**
 * For the schema engine: the published adapter cuts a script at every semicolon, also inside the
 * body of a function. PostgreSQL takes the whole script at once.
 */
export function createMigrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const published = new PrismaPg(pool);
  return {
    provider: published.provider,
    adapterName: published.adapterName,
    connectToShadowDb: () => published.connectToShadowDb(),
    connect: async () => {
      const adapter = await published.connect();
      adapter.executeScript = async (script) => {
        await pool.query(script).catch(throwAsDriverError);
      };
      return adapter;
    },
  };
}

/**
 * Names the first statements seen. A list of ids gives one text per length, so the number of names
 * is bounded.
 */
function createStatementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // An empty name is PostgreSQL's unnamed statement: parsed, run and forgotten.
    if (names.size >= MAX_NAMED_STATEMENTS || sql.length > MAX_NAMED_LENGTH) return "";
    const name = `pfn_${createHash("sha256").update(sql).digest("base64url")}`;
    names.set(sql, name);
    return name;
  };
}

function throwAsDriverError(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  const { code = "XX000", severity = "ERROR", message, detail, column, hint } = error;
  throw new DriverAdapterError({
    ...{ kind: "postgres", code, severity, message, detail, column, hint },
    ...{ originalCode: code, originalMessage: message },
  });
}
