import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, startCluster } from "@pfn/db/testing/cluster";
import { bringTrouble, type Scene } from "./lib/bring-trouble";
import { signUp } from "./lib/person";
import { createPfn } from "./lib/pfn";
import type { Report } from "./lib/report";
import { createTraffic } from "./lib/traffic";

// F1, F2: what callers see while PostgreSQL is stopped, frozen, loses its connections, or lends
// none, and how soon it is over.

const TROUBLE_MS = 6_000;
/**
 * F1 says 3 s, and F2 lets a statement wait 5 s for a lock; the rest is this machine's own slowness
 * under twelve callers.
 */
const REFUSED_WITHIN = 3.5;
const LOCK_REFUSED_WITHIN = 5.5;

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
      await sql(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where " +
          "application_name ~ '^pfn'",
      );
      await sleep(TROUBLE_MS / 20);
    }
  },
  "pool exhausted": async ({ sql }) => {
    await sql(
      "begin; lock table ledgers in access exclusive mode; select " +
        `pg_sleep(${TROUBLE_MS / 1_000}); commit`,
    );
  },
};

/** Brings each trouble `rounds` times. */
export async function database(report: Report, rounds = 1): Promise<void> {
  const cluster = await startCluster();
  const pfn = await createPfn({ DATABASE_URL: cluster.url });
  try {
    await pfn.start();
    const traffic = await createTraffic(pfn.url, await signUp(pfn.url));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, trouble] of Object.entries(TROUBLES))
        await drill(name, () => trouble(cluster), { report, pfn, traffic });
    }
  } finally {
    await pfn.remove();
    await cluster.remove();
  }
}

async function drill(
  name: string,
  trouble: () => Promise<void>,
  { report, pfn, traffic }: Omit<Scene, "drill" | "case">,
): Promise<void> {
  const seen = await bringTrouble({ drill: "database", case: name, report, pfn, traffic }, trouble);
  const within = name === "pool exhausted" ? LOCK_REFUSED_WITHIN : REFUSED_WITHIN;
  report.expect(
    seen.slowestRefusal <= within,
    `F1: ${name}: a refusal took ${seen.slowestRefusal} s`,
  );
  report.expect(seen.right > 0, `F2: ${name}: nothing was answered`);
}
