import { setTimeout as sleep } from "node:timers/promises";
import { CrashTraffic, readAnswers, seeded } from "@pfn/api/crash-traffic";
import type { Database } from "@pfn/db";
import { freePort } from "@pfn/db/testing/free-port";
import { afterEach, describe, expect, it } from "vitest";
import { inDatabase, listEngines, type Settings } from "./engines";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

const KILLS = 2;
const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const started: PfnProcess[] = [];
afterEach(async () => {
  for (const pfn of started.splice(0)) await pfn.remove();
});

async function start(settings: Settings): Promise<PfnProcess> {
  const pfn = await startPfn(settings);
  started.push(pfn);
  return pfn;
}

async function createKey({ url }: PfnProcess): Promise<string> {
  const visitor = createVisitor(url);
  await visitor.mutate("profile.signUp", ADA);
  await visitor.signIn(ADA);
  const answer = await visitor.mutate("integrationKeys.create", {
    label: "Agent",
    preset: "full",
    expiresInDays: 7,
  });
  return (await answer.json()).result.data.key;
}

/** Looks at the database while no server runs. */
const look = <T>(
  settings: Settings,
  work: (db: Database["client"], ledgerId: string) => Promise<T>,
): Promise<T> =>
  inDatabase(settings, async (db) => {
    const { id } = await db.ledger.findFirstOrThrow({
      where: { mode: "live" },
      select: { id: true },
    });
    return work(db, id);
  });

describe.each(listEngines())(
  "F6: a kill amid mixed writes and an import, on %s",
  (_engine, newDatabase) => {
    it(`keeps acknowledged writes whole; counts repeated ones once (FC_SEED=${SEED})`, async () => {
      const settings = { ...(await newDatabase()), PORT: String(await freePort()) };
      let pfn = await start(settings);
      const random = seeded(SEED);
      const traffic = new CrashTraffic({ url: pfn.url, key: await createKey(pfn), random });
      await traffic.prepare();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const writing = traffic.runUntilKilled();
        await sleep(200 + random() * 1_000);
        pfn.child.kill("SIGKILL");
        await Promise.all([writing, pfn.ended]);
        const [problems, stored] = await look(settings, async (db, ledgerId) => [
          await traffic.check(db, ledgerId),
          await readAnswers(db, ledgerId),
        ]);
        expect(problems).toEqual([]);
        pfn = await start(settings);
        expect(await traffic.repeatUnanswered(stored)).toEqual([]);
      }
      pfn.child.kill("SIGTERM");
      expect(await pfn.ended).toBe(0);
      expect(await look(settings, (db, ledgerId) => traffic.check(db, ledgerId))).toEqual([]);
      expect(traffic.acknowledged.size).toBeGreaterThan(KILLS);
    });
  },
);
