import { unavailable } from "../../common/errors/refusals";
import type { Runtime } from "../../common/runtime";
import type { Reply } from "../request";

/** `GET /healthz`: the process answers. Does not ask the database (F8). */
export async function answerHealth(): Promise<Reply> {
  return { status: 200, body: { status: "ok" } };
}

/**
 * `GET /readyz`: the process takes traffic: not shutting down, database reachable, no migration
 * pending (F8).
 */
export async function answerReady(runtime: Runtime): Promise<Reply> {
  if (runtime.isClosing) throw unavailable();
  await runtime.database.ping().catch((error: unknown) => {
    throw unavailable(error);
  });
  if (!runtime.isMigrated && (await runtime.database.pendingMigrations()).length > 0)
    throw unavailable();
  runtime.isMigrated = true;
  return { status: 200, body: { status: "ready" } };
}
