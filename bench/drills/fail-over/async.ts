import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../lib/pfn";
import type { Report } from "../lib/report";
import { createKeys, knock, revokeKeys } from "./revoked-keys";
import { startServers } from "./servers";
import { setStage, strike, watchTrouble } from "./stage";

// No write waits for a standby, and the stream to it stalls before the primary dies. What was
// acknowledged meanwhile is lost, revocations included: that is counted, and not a guarantee that
// breaks. What holds: the administrators' page has warned, and `pfn revoke-all` ends what is back.

const STALLED_MS = 1_500;

export async function loseAsynchronously(report: Report): Promise<void> {
  const servers = await startServers({ names: ["b"] });
  const stage = await setStage(servers);
  const { owner, traffic } = stage;
  try {
    const health = Object(await (await owner.query("admin.health", {})).json()).result.data;
    const keys = await createKeys(owner);
    const watching = watchTrouble(stage, async () => {
      await servers.stall();
      await sleep(STALLED_MS);
      await servers.failOver();
    });
    const wrong = await revokeKeys(owner, keys);
    const { seen, readyAfter, lastRefusalAfter } = await watching;
    const { acknowledged, lost, partial } = await traffic.verify();
    const before = await knock(stage, keys);
    const { status } = await runCommand(["revoke-all"], { DATABASE_URL: servers.url });
    const after = await knock(stage, keys);
    const broken = [...seen.broken, ...seen.noReply, ...wrong];
    report.add({
      drill: "failover",
      case: "async, stalled",
      right: seen.right,
      "503": seen.unavailable,
      broken: broken.length,
      acknowledged,
      lost,
      partial,
      revoked: keys.length,
      "alive again": (before[200] ?? 0) / stage.instances.length,
      "slowest 503 s": seen.slowestRefusal.toFixed(2),
      "ready after s": readyAfter.toFixed(2),
      "last 503 after s": lastRefusalAfter.toFixed(2),
    });
    report.expect(health.database.asynchronousStandbys === 1, "/admin did not warn before");
    report.expect(lost > 0 && before[200] !== undefined, "async: the stall lost nothing to see");
    report.expect(partial === 0, `F6: async: ${partial} writes are there in part`);
    report.expect(broken.length === 0, `F1: async: neither right nor a 503: ${broken[0]}`);
    const accepted = after[200] ?? 0;
    report.expect(status === 0 && accepted === 0, `O3: ${accepted} uses accepted after revoke-all`);
  } finally {
    await strike(stage);
  }
}
