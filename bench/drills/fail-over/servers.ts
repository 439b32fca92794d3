import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, startCluster } from "@pfn/db/testing/cluster";

/** Servers of PostgreSQL of which one is the primary and the others follow it. */
export interface Servers {
  /** DATABASE_URL with all of them, the first primary last. */
  url: string;
  primary: () => Cluster;
  standbys: () => Cluster[];
  /** Ends the stream to all standbys, which stay up. */
  stall: () => Promise<void>;
  /** Kills the primary and promotes the standby that has received most, as an operator does. */
  failOver: () => Promise<void>;
  /** Makes every other server a standby of the present primary. */
  rebuild: () => Promise<void>;
  remove: () => Promise<void>;
}

interface Options {
  /** Names of the standbys. */
  names: readonly string[];
  /** The primary's `synchronous_standby_names`; empty unless set. */
  synchronous?: string;
}

/** The primary is named `a`. */
export async function startServers({ names, synchronous = "" }: Options): Promise<Servers> {
  const settings = {
    synchronous_standby_names: synchronous,
    wal_keep_size: "256MB",
    wal_retrieve_retry_interval: "100ms",
  };
  const first = await startCluster({ settings: { ...settings, cluster_name: "a" } });
  const all = [first];
  let primary = first;
  for (const name of names) all.unshift(await first.addStandby(name));
  const standbys = () => all.filter((server) => server !== primary);
  return {
    url: `postgres://postgres@${all.map(({ port }) => `127.0.0.1:${port}`).join(",")}/postgres`,
    primary: () => primary,
    standbys,
    stall: async () => {
      for (const standby of standbys()) await streamFrom(standby, "");
    },
    failOver: async () => {
      const followers = standbys();
      await primary.stop();
      primary = await furthest(followers);
      const source = `host=127.0.0.1 port=${primary.port} user=postgres`;
      for (const standby of followers.filter((server) => server !== primary))
        await streamFrom(standby, source);
      await primary.sql("select pg_promote()");
    },
    rebuild: async () => {
      for (const standby of standbys()) await standby.follow(primary);
    },
    remove: async () => {
      for (const server of all) await server.remove();
    },
  };
}

/** Sets where a standby receives from; nothing for nowhere. */
async function streamFrom(standby: Cluster, source: string): Promise<void> {
  await standby.sql(`alter system set primary_conninfo = '${source}'`);
  await standby.sql("select pg_reload_conf()");
  if (source !== "") return;
  while ((await standby.sql("select count(*) from pg_stat_wal_receiver")).trim() !== "0")
    await sleep(20);
}

async function furthest(standbys: readonly Cluster[]): Promise<Cluster> {
  const received = await Promise.all(
    standbys.map(async (standby) => ({
      standby,
      bytes: Number(await standby.sql("select pg_last_wal_receive_lsn() - '0/0'")),
    })),
  );
  const [best] = received.sort((a, b) => b.bytes - a.bytes);
  if (best === undefined) throw new Error("no standby");
  return best.standby;
}

/** Resolves once the standbys have replayed what the primary has written. */
export async function untilCaughtUp(servers: Servers): Promise<void> {
  const written = (await servers.primary().sql("select pg_current_wal_lsn()")).trim();
  for (const standby of servers.standbys()) {
    const ask = `select pg_last_wal_replay_lsn() >= '${written}'`;
    while ((await standby.sql(ask)).trim() !== "t") await sleep(20);
  }
}
