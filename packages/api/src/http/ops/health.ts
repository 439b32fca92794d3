import { methodNotSupported, unavailable } from "../../common/errors/refusals";
import type { Runtime } from "../../create-runtime";
import type { EndpointRequest } from "../request";
import type { Reply } from "../respond";

/** `GET /healthz`: the process answers. Does not ask the database (F8). */
export async function answerHealth(_runtime: Runtime, { req }: EndpointRequest): Promise<Reply> {
  refuseOtherMethods(req.method);
  return { status: 200, body: { status: "ok" } };
}

/**
 * `GET /readyz`: the process takes traffic: not shutting down, database reachable, no migration
 * pending (F8).
 */
export async function answerReady(runtime: Runtime, { req }: EndpointRequest): Promise<Reply> {
  refuseOtherMethods(req.method);
  if (runtime.isClosing) throw unavailable();
  await runtime.database.ping().catch((error: unknown) => {
    throw unavailable(error);
  });
  if (!runtime.isMigrated && (await runtime.database.pendingMigrations()).length > 0)
    throw unavailable();
  runtime.isMigrated = true;
  return { status: 200, body: { status: "ready" } };
}

function refuseOtherMethods(method: string | undefined): void {
  if (method === "GET" || method === "HEAD") return;
  throw methodNotSupported(["GET", "HEAD"], "Only GET.");
}
