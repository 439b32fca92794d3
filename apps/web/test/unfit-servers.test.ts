import { type Cluster, hasPostgres, startCluster } from "@pfn/db/testing/cluster";
import { hasPooler, startPooler } from "@pfn/db/testing/pooler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure } from "./failure";
import { runPfn } from "./run-pfn";
import { startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.skipIf(!hasPostgres)("servers of PostgreSQL (needs postgresql)", () => {
  let primary: Cluster;
  let standby: Cluster;
  beforeAll(async () => {
    primary = await startCluster();
    closers.push(primary.remove);
    standby = await primary.addStandby("standby");
    closers.push(standby.remove);
  });

  it("K6, O1: a start on a standby is refused, as is every command, with the remedy", async () => {
    const settings = { DATABASE_URL: standby.url };
    const remedy = "Name the primary in DATABASE_URL, or all servers with commas between them.";
    const line = await failure(settings);
    expect(line).toContain(`(127.0.0.1:${standby.port}/postgres) cannot be used: it is a standby`);
    expect(line).toContain(remedy);
    for (const command of [["backup", "/dev/null/nowhere"], ["revoke-all"]]) {
      const { status, stdout, stderr } = await runPfn(command, settings);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^pfn: .*\n$/);
      expect(stderr).toContain(remedy);
    }
  });

  it("of several addresses on which nothing listens, all are named", async () => {
    const line = await failure({ DATABASE_URL: "postgres://pfn:hunter2@127.0.0.1:1,[::1]:2/pfn" });
    expect(line).toContain("DATABASE_URL (127.0.0.1:1,[::1]:2/pfn) cannot be used: nothing");
    expect(line).not.toContain("hunter2");
  });

  it(
    "the administrators' page warns while a standby follows and no write waits for it, and " +
      "names the setting",
    async () => {
      const addresses = `127.0.0.1:${standby.port},127.0.0.1:${primary.port}`;
      const pfn = await startPfn({ DATABASE_URL: `postgres://postgres@${addresses}/postgres` });
      closers.push(pfn.remove);
      const ada = createVisitor(pfn.url);
      expect((await ada.mutate("profile.signUp", ADA)).status).toBe(200);
      await ada.signIn(ADA);
      const page = async () => (await ada.get("/admin")).text();
      expect(await page()).toContain("A failover can bring revoked keys back");
      expect(await page()).toContain("synchronous_standby_names");
      await primary.sql("alter system set synchronous_standby_names = '*'");
      await primary.sql("select pg_reload_conf()");
      while ((await page()).includes("synchronous_standby_names"));
      expect(await page()).toContain("This server");
    },
  );

  it.skipIf(!hasPooler)(
    "F2: a pooler that swallows the limits is refused, with the remedy (needs pgbouncer)",
    async () => {
      const pooler = await startPooler(primary.port);
      closers.push(pooler.remove);
      const line = await failure({ DATABASE_URL: pooler.url });
      expect(line).toContain("a pooler in front of it ignores");
      expect(line).toContain("alter role postgres set statement_timeout = '5000';");
    },
  );
});
