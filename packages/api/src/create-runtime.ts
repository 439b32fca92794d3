import type { IncomingMessage } from "node:http";
import type { Database, Db } from "@pfn/db";
import { type BackgroundWork, createBackgroundWork } from "./common/background-work";
import { type CallLimiter, createCallLimiter } from "./common/limits/call-limiter";
import { createCounterStore } from "./common/limits/counter-store";
import { createBucketHash } from "./common/limits/hash-bucket";
import { DEFAULT_LIMITS, type Limits } from "./common/limits/limits";
import { createPasswordThrottle, type PasswordThrottle } from "./common/limits/password-throttle";
import type { Logger } from "./common/logging/logger";
import { createMetrics, type Metrics } from "./common/metrics/create-metrics";
import { createClientIp } from "./common/network/client-ip";
import { createOwnSite, type OwnSite } from "./common/network/own-site";
import { createIsPlainHttp } from "./common/network/plain-http";
import type { MetricsAccess } from "./http/ops/metrics";
import { createKeyUseRecorder, type KeyUseRecorder } from "./identity/key-use-recorder";
import { createPasswords, type Passwords } from "./identity/passwords";
import { createLedgerQueue, type LedgerQueue } from "./ledger/ledger-queue";

/** What the process hands to the API: everything that comes from outside. */
export interface RuntimeConfig {
  /** Migrated already. The caller closes it, after {@link Runtime.close}. */
  database: Database;
  log: Logger;
  publicUrl: URL;
  /**
   * Names beside the public one that the server answers to, as `host` or `host:port`. By default
   * none.
   */
  hosts?: readonly string[];
  /** `first`: only the first visitor may sign up; then closed. */
  signup: "first" | "open" | "closed";
  /** Addresses or CIDRs whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** At least 32 bytes; keys for signing cursors are derived from it. */
  secret: string;
  /** The login-session id inside a Cookie header, or null. Never throws. */
  readSessionId: (cookieHeader: string) => Promise<string | null>;
  /** The `Set-Cookie` line that gives a browser this login; `readSessionId` reads the cookie. */
  sessionCookie: (login: { userId: string; sessionId: string }) => Promise<string>;
  /** What is not given is as {@link DEFAULT_LIMITS} has it. */
  limits?: Partial<Limits>;
  /** Where instances share their counters; each counts in its own memory without it. */
  redisUrl?: string | undefined;
  /** The clock of everything but key expiry, which is the database's (K4). */
  now?: () => Date;
  /** By default there is no token and no port of their own. */
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
  /** The address a request comes from, past trusted proxies. */
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
  /** In which writers of this process that want the same ledger wait for each other. */
  ledgerQueue: LedgerQueue;
  /** Writes out what is still pending, within two seconds (F5). */
  close: () => Promise<void>;
}

export function createRuntime({ redisUrl, ...config }: RuntimeConfig): Runtime {
  const limits = { ...DEFAULT_LIMITS, ...config.limits };
  const store = createCounterStore(redisUrl, config.log);
  const bucketOf = createBucketHash(config.secret);
  const metrics = createMetrics(config.database.stats);
  const background = createBackgroundWork(config.log, metrics.backgroundFailed);
  const { onManyRowsWritten, refreshStatistics } = config.database;
  onManyRowsWritten(() => background.run("statistics", refreshStatistics));
  const keyUse = createKeyUseRecorder({
    save: config.database.saveKeyUse,
    log: config.log,
    onLost: () => metrics.backgroundFailed("key-use"),
  });
  const runtime: Runtime = {
    now: () => new Date(),
    metricsAccess: { token: null, hasOwnPort: false },
    hosts: [],
    ...config,
    limits,
    calls: createCallLimiter(store, limits, bucketOf),
    passwordThrottle: createPasswordThrottle(store, limits.passwordTries, bucketOf),
    db: config.database.client,
    keyUse,
    passwords: createPasswords(),
    background,
    metrics,
    clientIp: createClientIp(config.trustedProxies),
    isPlainHttp: createIsPlainHttp(config.trustedProxies, config.publicUrl),
    site: createOwnSite(config.publicUrl, config.hosts ?? []),
    startedAt: new Date(),
    sharesLimits: redisUrl !== undefined,
    isClosing: false,
    isMigrated: false,
    inFlight: new Set(),
    ledgerQueue: createLedgerQueue(),
    close: async () => {
      runtime.isClosing = true;
      await Promise.all([keyUse.close(), background.settle(), store.close()]);
    },
  };
  return runtime;
}
