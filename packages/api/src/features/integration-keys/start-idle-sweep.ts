import type { Runtime } from "../../common/runtime";
import { revokeIdleKeys } from "./revoke-idle-keys";

/** Soon after the start, because a process may never live for long, and then a few times a day. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 6 * 3_600_000;

/**
 * Has idle keys revoked from time to time, off every request's path (F5). Every instance does it;
 * no two revoke the same key.
 *
 * @returns ends it
 */
export function startIdleSweep(runtime: Runtime): () => void {
  const sweep = () =>
    runtime.background.run("idle-keys", async () => {
      const revoked = await revokeIdleKeys(runtime);
      if (revoked > 0) runtime.log.info({ event: "keys.idle", revoked });
    });
  const first = setTimeout(sweep, FIRST_AFTER_MS).unref();
  const timer = setInterval(sweep, EVERY_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
