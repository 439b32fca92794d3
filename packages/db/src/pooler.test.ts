import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Database } from "./create-db";
import { databaseErrorKind } from "./error-kind";
import { openPostgres } from "./open-postgres";
import { type Cluster, hasPostgres, startCluster } from "./testing/cluster";
import { hasPooler, startPooler } from "./testing/pooler";

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.skipIf(!hasPostgres || !hasPooler)("behind PgBouncer (needs pgbouncer)", () => {
  let server: Cluster;
  beforeAll(async () => {
    server = await startCluster();
    closers.push(server.remove);
  });

  /** A database behind a pooler of its own, which has no connection from before. */
  async function openBehindPooler(): Promise<Database> {
    const pooler = await startPooler(server.port);
    closers.push(pooler.remove);
    const db = await createDb({ url: pooler.url, patience: 30 });
    closers.push(db.close);
    return db;
  }

  const refusalOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => "answered",
      (error: Error) => error.message,
    );

  it(
    "F2: a pooler that swallows the limits is refused for as long as the server has none of " +
      "its own, and no longer once the remedy in the refusal was run",
    async () => {
      const db = await openBehindPooler();
      const refusal = await refusalOf(db.ping());
      expect(await db.ping().catch(databaseErrorKind)).toBe("unavailable");
      expect(refusal).toContain(
        "ignores TimeZone, statement_timeout, lock_timeout, idle_in_transaction_session_timeout",
      );
      const [remedy = ""] = /alter role.*$/.exec(refusal) ?? [];
      await server.sql(remedy);
      const again = await openBehindPooler();
      await again.migrate();
      expect(await again.client.user.count()).toBe(0);
      const [limits] = await again.client.$queryRaw<{ statement: string; zone: string }[]>`
        select current_setting('statement_timeout') as statement,
          current_setting('TimeZone') as zone`;
      expect(limits).toEqual({ statement: "150s", zone: "UTC" });
    },
  );

  it("what may take its time, as a migration or a backup, has no limit there either", async () => {
    await server.sql("alter role postgres set statement_timeout = '1min'");
    await server.sql("alter role postgres set TimeZone = 'UTC'");
    const pooler = await startPooler(server.port);
    closers.push(pooler.remove);
    const engine = await openPostgres({ url: pooler.url, patience: 30 });
    closers.push(engine.close);
    const shown = await engine.withConnection((connection) => connection("show statement_timeout"));
    expect(shown).toEqual([{ statement_timeout: "0" }]);
  });
});
