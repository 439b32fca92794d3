import type { IncomingMessage } from "node:http";
import type { Database, Db } from "@pfn/db";
import type { BackgroundWork } from "./background-work";
import type { CallLimiter } from "./limits/call-limiter";
import type { Limits } from "./limits/limits";
import type { PasswordThrottle } from "./limits/password-throttle";
import type { Logger } from "./logging/logger";
import type { Metrics } from "./metrics/create-metrics";
import type { OwnSite } from "./network/own-site";
import type { KeyUseRecorder, LedgerQueue, Passwords } from "./services";
import type { SignUpPolicy } from "./vocabulary";

/** Who may read `GET /metrics`. */
export interface MetricsAccess {
  /**
   * A caller that sends it as `Authorization: Bearer` may read the metrics; null when there is no
   * token. At least 32 characters.
   */
  token: string | null;
  /** The metrics have a port of their own, and are not served on the public one. */
  hasOwnPort: boolean;
}

/** What the process hands to the API: everything that comes from outside. */
export interface RuntimeConfig {
  /** Migrated already. The caller closes it, after {@link Runtime.close}. */
  database: Database;
  log: Logger;
  publicUrl: URL;
  /**
   * Names beside the public one that the server answers to, as `host` or `host:port`. None unless
   * set.
   */
  hosts?: readonly string[];
  /** `first`: only the first visitor may sign up; then closed. */
  signup: SignUpPolicy;
  /** Addresses or CIDRs whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** At least 32 bytes; keys for signing cursors are derived from it. */
  secret: string;
  /** Returns the login-session id inside a Cookie header, or null. Never throws. */
  readSessionId: (cookieHeader: string) => Promise<string | null>;
  /** The `Set-Cookie` line that gives a browser this login; `readSessionId` reads the cookie. */
  sessionCookie: (login: { userId: string; sessionId: string }) => Promise<string>;
  /** A limit that is not given is as in `DEFAULT_LIMITS`. */
  limits?: Partial<Limits>;
  /** Where instances share their counters. Without it each instance counts in its own memory. */
  redisUrl?: string | undefined;
  /** The clock of everything but key expiry, which is the database's (K4). */
  now?: () => Date;
  /** Unless set, there is no token and no separate port. */
  metricsAccess?: MetricsAccess;
}

/** Made once per process and passed in everywhere: no module holds state of its own. */
export interface Runtime extends Required<Omit<RuntimeConfig, "limits" | "redisUrl">> {
  db: Db;
  limits: Limits;
  calls: CallLimiter;
  passwordThrottle: PasswordThrottle;
  keyUse: KeyUseRecorder;
  passwords: Passwords;
  background: BackgroundWork;
  metrics: Metrics;
  /** When the process began to be ready. */
  startedAt: Date;
  /** Whether all instances count their limits together (R3). */
  sharesLimits: boolean;
  /** The address that a request comes from, past trusted proxies. */
  clientIp: (req: IncomingMessage) => string | null;
  /**
   * Whether a trusted proxy got a request over plain http, where the public address is https (T9).
   */
  isPlainHttp: (req: IncomingMessage) => boolean;
  /** Which hosts and origins are this server's own. */
  site: OwnSite;
  /** True once shutdown began; readiness answers 503 from then on (F6). */
  isClosing: boolean;
  /** True once readiness has seen that no migration is pending. */
  isMigrated: boolean;
  /** Idempotency keys whose first request is being worked on by this process. */
  inFlight: Set<string>;
  /** Where writers of this process that want the same ledger wait for each other. */
  ledgerQueue: LedgerQueue;
  /** Writes out what is still pending, within two seconds (F5). */
  close: () => Promise<void>;
}
