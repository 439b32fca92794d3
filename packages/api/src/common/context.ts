import type { Db } from "@pfn/db";
import type { Scope } from "@pfn/keys";
import type { Runtime } from "../create-runtime";
import type { Principal } from "../identity/principal";

/** The endpoint a call came through; recorded with every operation. */
export type Channel = "web" | "trpc" | "rest" | "mcp";

/** What a procedure knows about its call. Endpoints and in-process callers make one per request. */
export interface Context {
  runtime: Runtime;
  db: Db;
  principal: Principal | null;
  channel: Channel;
  /** The server's own id for the request; never taken from the caller. */
  requestId: string;
  ip: string | null;
  /** The caller's `User-Agent`, cut to 200 characters. */
  userAgent: string | null;
  now: () => Date;
  /**
   * What a key needed for this call so far; each call of a batch has its own. A write looks once
   * more, right before its commit, whether the key still has it.
   */
  requiredScopes: Set<Scope>;
  /**
   * The caller's login goes on under this id: whoever can hand the caller a cookie does so with the
   * reply.
   */
  keepSession?: ((sessionId: string) => void) | undefined;
}

/** A call on a ledger, by its owner or by a key. */
export type LedgerContext = Context & { principal: Principal };

/** Everything about a request that does not come from the runtime. */
export type RequestParts = Pick<
  Context,
  "principal" | "channel" | "requestId" | "ip" | "userAgent" | "keepSession"
>;

export function createContext(runtime: Runtime, parts: RequestParts): Context {
  return { runtime, db: runtime.db, now: runtime.now, requiredScopes: new Set(), ...parts };
}
