import { setTimeout as sleep } from "node:timers/promises";
import { type Person, signUp } from "../lib/person";
import { createPfn, isReady, type Pfn } from "../lib/pfn";
import { createTraffic, type Seen, type Traffic } from "../lib/traffic";
import type { Servers } from "./servers";

const INSTANCES = 3;

/** Instances of pfn on the same servers, and an owner who is signed in at the first. */
export interface Stage {
  servers: Servers;
  instances: readonly Pfn[];
  owner: Person;
  traffic: Traffic;
}

export async function setStage(servers: Servers): Promise<Stage> {
  const instances: Pfn[] = [];
  for (let at = 0; at < INSTANCES; at += 1) {
    const pfn = await createPfn({ DATABASE_URL: servers.url });
    instances.push(pfn);
    const started = await pfn.start();
    if (!started.isReady) throw new Error(`pfn does not start: ${started.output}`);
  }
  const urls = instances.map(({ url }) => url);
  const owner = await signUp(urls[0] ?? "");
  return { servers, instances, owner, traffic: await createTraffic(urls, owner) };
}

export async function strike({ instances, servers }: Stage): Promise<void> {
  for (const pfn of instances) await pfn.remove();
  await servers.remove();
}

/** What callers saw of one failover. */
export interface Watched {
  seen: Seen;
  /** Seconds from the promotion until every instance was ready. */
  readyAfter: number;
  /** Seconds from the promotion to the last refusal. */
  lastRefusalAfter: number;
}

/** Callers go on for so long before the trouble, and after every instance is ready again. */
const AROUND_MS = 1_000;

/** Lets callers call while `trouble` comes, which ends with a promotion. */
export async function watchTrouble(
  { instances, traffic }: Stage,
  trouble: () => Promise<void>,
): Promise<Watched> {
  const endTraffic = traffic.begin();
  await sleep(AROUND_MS);
  await trouble();
  const promotedAt = performance.now();
  const sinceThen = (at: number) => Math.max(0, (at - promotedAt) / 1_000);
  for (const pfn of instances) while (!(await isReady(pfn))) await sleep(25);
  const readyAfter = sinceThen(performance.now());
  await sleep(AROUND_MS);
  const seen = await endTraffic();
  return { seen, readyAfter, lastRefusalAfter: sinceThen(seen.lastRefusalAt) };
}
