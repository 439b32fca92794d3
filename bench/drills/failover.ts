import { loseAsynchronously } from "./fail-over/async";
import { returnOldPrimary } from "./fail-over/old-primary-returns";
import { lagBehind } from "./fail-over/standby-lags";
import { failOverSynchronously } from "./fail-over/sync";
import type { Report } from "./lib/report";

// K6, F1, F2, F6: three instances of pfn on several servers of PostgreSQL, whose primary is lost
// while twelve callers read and write and their owner revokes keys.

/** Makes `rounds` rounds of synchronous failover, and one of each other scenario per five. */
export async function failover(report: Report, rounds = 10): Promise<void> {
  const few = Math.ceil(rounds / 5);
  for (let round = 0; round < few; round += 1) await loseAsynchronously(report);
  await failOverSynchronously(report, rounds);
  await lagBehind(report);
  for (let round = 0; round < few; round += 1) await returnOldPrimary(report);
}
