import { createPfn } from "../lib/pfn";
import type { Report } from "../lib/report";
import { knock } from "./revoked-keys";
import { startServers, untilCaughtUp } from "./servers";
import { type Stage, setStage, strike } from "./stage";

// A standby has a key that the primary has revoked, since its replay lags. No instance serves it.

/** Calls with the revoked key in each state of the servers. */
const CALLS = 1_000;

export async function lagBehind(report: Report): Promise<void> {
  const servers = await startServers({ names: ["b"] });
  const stage = await setStage(servers);
  try {
    const { owner } = stage;
    const { key, id } = await owner.createKey("read-only");
    await untilCaughtUp(servers);
    const [standby] = servers.standbys();
    await standby?.sql("select pg_wal_replay_pause()");
    const revoked = await owner.mutate("integrationKeys.revoke", { id });
    const ask = `select revoked_at is null from integration_keys where id = '${id}'`;
    const isLagging = (await standby?.sql(ask))?.trim() === "t";
    report.expect(revoked.ok && isLagging, "standby-lags: the standby does not lag");
    await refuseToStart(report, standby?.url ?? "");
    await callWith(report, { stage, key, name: "the primary is there", right: 401 });
    await servers.primary().stop();
    await callWith(report, { stage, key, name: "the standby is left alone", right: 503 });
  } finally {
    await strike(stage);
  }
}

async function refuseToStart(report: Report, url: string): Promise<void> {
  const pfn = await createPfn({ DATABASE_URL: url });
  const { isReady, output } = await pfn.start();
  await pfn.remove();
  const isOneLine = output.trim().split("\n").length === 1;
  report.expect(!isReady && isOneLine && output.includes("it is a standby"), `O1: ${output}`);
}

interface Calls {
  stage: Stage;
  key: string;
  name: string;
  /** The one status that is right. */
  right: number;
}

async function callWith(report: Report, { stage, key, name, right }: Calls): Promise<void> {
  const statuses = await knock(stage, [{ key }], Math.ceil(CALLS / stage.instances.length));
  const { [right]: asDue = 0, 200: accepted = 0 } = statuses;
  const total = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  report.add({
    drill: "failover",
    case: `standby-lags, ${name}, ${total} calls with a revoked key`,
    "503": statuses[503] ?? 0,
    broken: total - asDue,
    "alive again": accepted,
  });
  report.expect(accepted === 0, `K6: standby-lags: ${accepted} calls were accepted`);
  report.expect(asDue === total, `F1: standby-lags: ${JSON.stringify(statuses)}, not ${right}`);
}
