import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { startCluster } from "@pfn/db/testing/cluster";
import { PROXY_NAME, startProxy } from "../apps/web/test/start-proxy";
import { type Person, signUp } from "./drills/lib/person";
import { build, createPfn, type Pfn } from "./drills/lib/pfn";
import { createReport } from "./drills/lib/report";
import { createKnocker, type Knocker } from "./revocation/knocker";

// K6: no request that begins after the reply to `revoke` is accepted, on any instance. Each round
// creates a key, uses it, revokes it, and then tries it 50 times at once. `pnpm revocation`, `pnpm
// revocation --instances 3 --rounds 1000`.

const TRIES = 50;
/** Keys can be created for ten minutes after a sign-in. */
const SIGN_IN_EVERY_MS = 5 * 60_000;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "10000" },
    instances: { type: "string", default: "1" },
    loops: { type: "string", default: "3" },
  },
});
const [rounds, instances, loops] = [
  Number(values.rounds),
  Number(values.instances),
  Number(values.loops),
];

build();
const cluster = await startCluster();
const publicUrl = `https://${PROXY_NAME}`;
const behindProxy = { PFN_URL: publicUrl, PFN_TRUSTED_PROXIES: "127.0.0.1" };
const settings = {
  PFN_SIGNUP: "open",
  DATABASE_URL: cluster.url,
  ...(instances > 1 && behindProxy),
};
const pfns: Pfn[] = [];
const seen = { rounds: 0, tries: 0, accepted: 0, other: 0 };
const started = performance.now();
let proxy: Awaited<ReturnType<typeof startProxy>> | undefined;
try {
  for (let index = 0; index < instances; index += 1) pfns.push(await startInstance());
  const [a = 0, b = a, c = b] = pfns.map(({ url }) => Number(new URL(url).port));
  if (instances > 1) proxy = await startProxy([a, b, c]);
  const knocker = createKnocker(
    proxy ? { port: proxy.httpsPort, ca: proxy.ca, name: PROXY_NAME } : { port: a },
  );
  const owners: Person[] = [];
  for (let loop = 0; loop < loops; loop += 1) owners.push(await createOwner(loop));
  await Promise.all(owners.map((owner, loop) => runLoop(owner, loop, knocker)));
  knocker.close();
} finally {
  await proxy?.remove();
  for (const pfn of pfns) await pfn.remove();
  await cluster.remove();
}
const seconds = (performance.now() - started) / 1_000;
const where = instances > 1 ? `${instances} instances behind nginx` : "one instance";
const report = createReport(
  `Keys tried again after the reply to their revocation, ${where}, ${loops} rounds at a time`,
);
report.add({
  ...seen,
  seconds: seconds.toFixed(0),
  load: loadavg()
    .map((load) => load.toFixed(1))
    .join(" "),
});
report.expect(
  seen.accepted === 0,
  `K6: ${seen.accepted} of ${seen.tries} uses of revoked keys were accepted`,
);
report.expect(
  seen.other === 0,
  `K6: ${seen.other} of ${seen.tries} uses were answered with neither 200 nor 401`,
);
report.expect(seen.rounds === rounds, `${seen.rounds} of ${rounds} rounds were run`);
report.finish();

async function startInstance(): Promise<Pfn> {
  const pfn = await createPfn(settings);
  const { isReady, output } = await pfn.start();
  if (!isReady) throw new Error(output);
  return pfn;
}

/** Each owner revokes through one instance; the keys are tried wherever the proxy leads. */
function createOwner(loop: number): Promise<Person> {
  const url = pfns[loop % pfns.length]?.url ?? "";
  const who = {
    name: "Owner",
    email: `owner-${loop}@example.org`,
    password: "a violet bicycle for the drill",
  };
  return signUp(url, instances > 1 ? publicUrl : url, who);
}

async function runLoop(owner: Person, loop: number, knocker: Knocker): Promise<void> {
  let signedInAt = performance.now();
  const count = Math.floor(rounds / loops) + (loop < rounds % loops ? 1 : 0);
  for (let round = 0; round < count; round += 1) {
    if (performance.now() - signedInAt > SIGN_IN_EVERY_MS) {
      await owner.signIn();
      signedInAt = performance.now();
    }
    await runRound(owner, knocker);
  }
}

async function runRound(owner: Person, knocker: Knocker): Promise<void> {
  const { key, id } = await owner.createKey("read-only");
  const first = await knocker.knock(key);
  if (first !== 200) throw new Error(`a new key was answered with ${first}`);
  const revoked = await owner.mutate("integrationKeys.revoke", { id });
  await revoked.text();
  if (!revoked.ok) throw new Error(`not revoked: ${revoked.status}`);
  const statuses = await Promise.all(Array.from({ length: TRIES }, () => knocker.knock(key)));
  seen.rounds += 1;
  seen.tries += TRIES;
  seen.accepted += statuses.filter((status) => status === 200).length;
  seen.other += statuses.filter((status) => status !== 200 && status !== 401).length;
}
