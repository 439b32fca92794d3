import { createBackgroundWork } from "./common/background-work";
import { installInputMessages } from "./common/errors/input-errors";
import { createCallLimiter } from "./common/limits/call-limiter";
import { createCounterStore } from "./common/limits/counter-store";
import { createBucketHash } from "./common/limits/hash-bucket";
import { DEFAULT_LIMITS } from "./common/limits/limits";
import { createPasswordThrottle } from "./common/limits/password-throttle";
import { createMetrics } from "./common/metrics/create-metrics";
import { createClientIp } from "./common/network/client-ip";
import { createOwnSite } from "./common/network/own-site";
import { createIsPlainHttp } from "./common/network/plain-http";
import type { Runtime, RuntimeConfig } from "./common/runtime";
import { createKeyUseRecorder } from "./identity/key-use-recorder";
import { createPasswords } from "./identity/passwords";
import { createLedgerQueue } from "./ledger/ledger-queue";

/** Makes everything that the process makes once. The only place that knows all of it. */
export function createRuntime({ redisUrl, ...config }: RuntimeConfig): Runtime {
  installInputMessages();
  const limits = { ...DEFAULT_LIMITS, ...config.limits };
  const store = createCounterStore(redisUrl, config.log);
  const bucketOf = createBucketHash(config.secret);
  const metrics = createMetrics(config.database.stats);
  const { onManyRowsWritten, refreshStatistics, patience } = config.database;
  const background = createBackgroundWork(config.log, metrics.backgroundFailed, patience);
  onManyRowsWritten(() => background.run("statistics", refreshStatistics));
  const keyUse = createKeyUseRecorder({
    save: config.database.saveKeyUse,
    log: config.log,
    onLost: () => metrics.backgroundFailed("key-use"),
    patience,
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
    ledgerQueue: createLedgerQueue(patience),
    close: async () => {
      runtime.isClosing = true;
      await Promise.all([keyUse.close(), background.settle(), store.close()]);
    },
  };
  return runtime;
}
