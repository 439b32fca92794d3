import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/** At most this many prepared statements per connection, each of at most this many characters. */
const MAX_NAMED_STATEMENTS = 500;
const MAX_NAMED_LENGTH = 8_000;

/** Prisma's adapter over our pool. It prepares a repeated statement once per connection. */
export function createPostgresAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  return new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
}

/**
 * The adapter for the schema engine. The published one cuts a script at each semicolon, also inside
 * the body of a function; this one sends the whole script.
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
 * Names the first statements that it sees. The number of names is limited, because a list of ids
 * has another text for each length.
 */
function createStatementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // An empty name is PostgreSQL's unnamed statement, which is not kept.
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
