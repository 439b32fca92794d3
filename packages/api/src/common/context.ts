import type { Db } from "@pfn/db";
import type { Scope } from "@pfn/keys";
import type { KeyPrincipal, Principal, SessionPrincipal } from "./principal";
import type { Reader } from "./reader";
import type { Runtime } from "./runtime";
import type { Channel } from "./vocabulary";

/** What a procedure knows about its call. Endpoints and in-process callers make one per request. */
export interface Context {
  runtime: Runtime;
  db: Db;
  principal: Principal | null;
  /** The endpoint that the call came through; recorded with every operation. */
  channel: Channel;
  /** The server's own id for the request; never taken from the caller. */
  requestId: string;
  ip: string | null;
  /** The caller's `User-Agent`, cut to 200 characters. */
  userAgent: string | null;
  now: () => Date;
  /**
   * The scopes that a key has needed for this call so far; each call of a batch has its own set. A
   * write checks right before its commit that the key still has them.
   */
  requiredScopes: Set<Scope>;
  /**
   * Tells the endpoint that the caller's login goes on under this id. An endpoint that can set a
   * cookie sends it with the reply.
   */
  keepSession?: ((sessionId: string) => void) | undefined;
}

/** What the process offers to domain functions: everything but ways to write to the database. */
export type LedgerRuntime = Omit<Runtime, "db" | "database">;

/** A call on a ledger, by its owner or by a key. Its database only reads. */
export interface LedgerContext extends Omit<Context, "db" | "runtime" | "principal"> {
  runtime: LedgerRuntime;
  db: Reader;
  principal: Principal;
}

/** A call by a signed-in person. */
export type SessionContext = Context & { principal: SessionPrincipal };

/** A call by an integration key. */
export type KeyContext = LedgerContext & { principal: KeyPrincipal };

/** Everything about a request that does not come from the runtime. */
export type RequestParts = Pick<
  Context,
  "principal" | "channel" | "requestId" | "ip" | "userAgent" | "keepSession"
>;
