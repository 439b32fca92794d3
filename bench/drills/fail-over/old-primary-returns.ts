import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "../lib/report";
import { createKeys, knock, revokeKeys } from "./revoked-keys";
import { startServers, untilCaughtUp } from "./servers";
import { setStage, strike, watchTrouble } from "./stage";

// A primary is lost and another server promoted. The old one comes back and takes itself for the
// primary, and then the new one is away for a while: no instance goes back to the old one.

const AWAY_MS = 2_000;

export async function returnOldPrimary(report: Report): Promise<void> {
  const servers = await startServers({ names: ["b"] });
  const stage = await setStage(servers);
  const { owner, traffic } = stage;
  try {
    const keys = await createKeys(owner);
    await untilCaughtUp(servers);
    const old = servers.primary();
    await servers.failOver();
    await old.start();
    const writesOn = async () => (await old.sql("select count(*) from operations")).trim();
    const before = await writesOn();
    const watching = watchTrouble(stage, async () => {
      await servers.primary().stop();
      await sleep(AWAY_MS);
      await servers.primary().start();
    });
    const wrong = await revokeKeys(owner, keys);
    const { seen, readyAfter, lastRefusalAfter } = await watching;
    const { acknowledged, lost, partial } = await traffic.verify();
    const { 200: alive = 0 } = await knock(stage, keys);
    const broken = [...seen.broken, ...seen.noReply, ...wrong];
    report.add({
      drill: "failover",
      case: "old-primary-returns",
      right: seen.right,
      "503": seen.unavailable,
      broken: broken.length,
      acknowledged,
      lost,
      partial,
      revoked: keys.length,
      "alive again": alive,
      "slowest 503 s": seen.slowestRefusal.toFixed(2),
      "ready after s": readyAfter.toFixed(2),
      "last 503 after s": lastRefusalAfter.toFixed(2),
    });
    const name = "old-primary-returns";
    report.expect(before === (await writesOn()), `F6: ${name}: the old primary was written to`);
    report.expect(lost + partial === 0, `F6: ${name}: ${lost} writes are lost, ${partial} in part`);
    report.expect(alive === 0, `K6: ${name}: ${alive} uses of revoked keys were accepted`);
    report.expect(broken.length === 0, `F1: ${name}: neither right nor a 503: ${broken[0]}`);
  } finally {
    await strike(stage);
  }
}
