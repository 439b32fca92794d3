import { createDb, type Database } from "@pfn/db";
import { type Cluster, hasPostgres, startCluster } from "@pfn/db/testing/cluster";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countAsynchronousStandbys } from "./count-asynchronous-standbys";

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.skipIf(!hasPostgres)("standbys that follow (needs postgresql)", () => {
  let primary: Cluster;
  /** Of a role with no more rights than it needs for its own tables. */
  let db: Database["client"];
  beforeAll(async () => {
    primary = await startCluster();
    closers.push(primary.remove);
    await primary.sql("create role plain login");
    const database = await createDb({
      url: primary.url.replace("//postgres@", "//plain@"),
      patience: 30,
    });
    closers.push(database.close);
    db = database.client;
  });

  it("are counted for a role without special rights, unless writes wait for one", async () => {
    expect(await countAsynchronousStandbys(db)).toBe(0);
    for (const name of ["a", "b"]) closers.push((await primary.addStandby(name)).remove);
    while ((await countAsynchronousStandbys(db)) !== 2);
    await primary.sql("alter system set synchronous_standby_names = 'ANY 1 (a, b)'");
    await primary.sql("select pg_reload_conf()");
    while ((await countAsynchronousStandbys(db)) !== 0);
  });

  it("are not known where the role may not see them, and nothing fails", async () => {
    await primary.sql("revoke execute on function pg_stat_get_wal_senders() from public");
    expect(await countAsynchronousStandbys(db)).toBeNull();
  });
});
