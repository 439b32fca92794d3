import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { startCluster } from "@pfn/db/testing/cluster";
import { build, createPfn } from "./drills/lib/pfn";
import { createReport } from "./drills/lib/report";
import { createGroups } from "./timing/groups";
import { createSender } from "./timing/http";
import { measure, type Pair } from "./timing/measure";
import { setStage } from "./timing/stage";

// S5, K4, A2: whether a stranger with a stopwatch can tell an unknown address from a wrong
// password, a free address from a taken one, the kinds of dead key, or somebody else's row from
// none. `pnpm timing`, `pnpm timing --engine pglite --tries 200 --only sign-in`.

/** The best classifier by time must be hardly better than a coin. */
const [LEAST, MOST] = [0.45, 0.55];

const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "postgres" },
    tries: { type: "string", default: "2000" },
    only: { type: "string", default: "" },
  },
});
const tries = Number(values.tries);

build();
const cluster = values.engine === "postgres" ? await startCluster() : null;
const pfn = await createPfn({ PFN_SIGNUP: "open", ...(cluster && { DATABASE_URL: cluster.url }) });
const report = createReport(
  `Told apart by time, ${values.engine}, ${tries} tries of each class, one at a time`,
);
const pairs: Pair[] = [];
try {
  const { isReady, output } = await pfn.start();
  if (!isReady) throw new Error(output);
  const groups = createGroups(await setStage(pfn.url), await readCsrf(pfn.url));
  const { send, close } = createSender(pfn.url);
  for (const group of groups.filter(({ name }) => name.includes(values.only))) {
    const measured = await measure(group, tries, send);
    pairs.push(...measured.pairs);
    for (const pair of measured.pairs) {
      report.add(lineOf(pair));
      const isInside = pair.auc >= LEAST && pair.auc <= MOST;
      report.expect(
        isInside,
        `${group.shows}: ${group.name}: ${pair.left} / ${pair.right}: AUC ${pair.auc.toFixed(3)}`,
      );
    }
    report.expect(
      measured.answers.length === 1,
      `${group.shows}: ${group.name}: ${measured.answers.length} different ` +
        `answers:\n${measured.answers.slice(0, 5).join("\n——\n")}`,
    );
  }
  close();
} finally {
  await pfn.remove();
  await cluster?.remove();
}
report.finish();
console.log(JSON.stringify({ engine: values.engine, tries, load: loadavg(), pairs }));

function lineOf({ group, left, right, leftMedianMs, rightMedianMs, auc, low, high }: Pair) {
  return {
    group,
    classes: `${left} / ${right}`,
    "median ms": `${leftMedianMs.toFixed(2)} / ${rightMedianMs.toFixed(2)}`,
    AUC: auc.toFixed(3),
    "95 %": `${low.toFixed(3)}–${high.toFixed(3)}`,
  };
}

async function readCsrf(url: string): Promise<{ token: string; cookie: string }> {
  const answer = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = Object(await answer.json());
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { token: csrfToken, cookie: cookie.join("; ") };
}
