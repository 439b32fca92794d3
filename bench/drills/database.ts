import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, startCluster } from "./lib/cluster";
import { signUp } from "./lib/person";
import { createPfn, type Pfn } from "./lib/pfn";
import type { Report } from "./lib/report";
import { createTraffic, type Traffic } from "./lib/traffic";

// F1, F2: what callers see while PostgreSQL is stopped, frozen, loses its connections, or lends none, and how soon it is over.

const TROUBLE_MS = 6_000;
/** F1 says 3 s, and F2 lets a statement wait 5 s for a lock; the rest is this machine's own slowness under twelve callers. */
const REFUSED_WITHIN = 3.5;
const LOCK_REFUSED_WITHIN = 5.5;
/** F2. */
const RECOVERED_WITHIN = 10;

/** Each brings trouble and resolves when it is over. */
const TROUBLES: Record<string, (cluster: Cluster) => Promise<void>> = {
  stopped: async ({ stop, start }) => {
    await stop();
    await sleep(TROUBLE_MS);
    await start();
  },
  frozen: async ({ freeze, thaw }) => {
    await freeze();
    await sleep(TROUBLE_MS);
    await thaw();
  },
  "connections killed": async ({ sql }) => {
    for (let turn = 0; turn < 20; turn += 1) {
      await sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name ~ '^pfn'");
      await sleep(TROUBLE_MS / 20);
    }
  },
  "pool exhausted": async ({ sql }) => {
    await sql(`begin; lock table ledgers in access exclusive mode; select pg_sleep(${TROUBLE_MS / 1_000}); commit`);
  },
};

/** Each trouble once unless told. */
export async function database(report: Report, rounds = 1): Promise<void> {
  const cluster = await startCluster();
  const pfn = await createPfn({ DATABASE_URL: cluster.url });
  try {
    await pfn.start();
    const traffic = await createTraffic(pfn.url, await signUp(pfn.url));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, trouble] of Object.entries(TROUBLES))
        await bring(name, () => trouble(cluster), { report, pfn, traffic });
    }
  } finally {
    await pfn.remove();
    await cluster.remove();
  }
}

interface Scene {
  report: Report;
  pfn: Pfn;
  traffic: Traffic;
}

async function bring(name: string, trouble: () => Promise<void>, { report, pfn, traffic }: Scene): Promise<void> {
  const endTraffic = traffic.begin();
  await sleep(1_000);
  await trouble();
  const overAt = performance.now();
  await sleep(4_000);
  while ((await fetch(`${pfn.url}/readyz`)).status !== 200 && performance.now() - overAt < 15_000) await sleep(100);
  const seen = await endTraffic();
  const recovery = Math.max(0, (seen.lastRefusalAt - overAt) / 1_000);
  const { acknowledged, lost, partial } = await traffic.verify();
  const broken = [...seen.broken, ...seen.noReply];
  report.add({
    drill: "database",
    case: name,
    right: seen.right,
    "503": seen.unavailable,
    broken: broken.length,
    acknowledged,
    lost,
    partial,
    "slowest refusal s": seen.slowestRefusal.toFixed(2),
    "recovery s": recovery.toFixed(2),
  });
  const within = name === "pool exhausted" ? LOCK_REFUSED_WITHIN : REFUSED_WITHIN;
  report.expect(broken.length + seen.refused === 0, `F1: ${name}: neither right nor a 503: ${broken[0]}`);
  report.expect(seen.slowestRefusal <= within, `F1: ${name}: a refusal took ${seen.slowestRefusal} s`);
  report.expect(recovery <= RECOVERED_WITHIN, `F2: ${name}: it took ${recovery} s to recover`);
  report.expect(seen.right > 0, `F2: ${name}: nothing was answered`);
  report.expect(lost + partial === 0, `F6: ${name}: ${lost} writes are lost and ${partial} are there in part`);
}
