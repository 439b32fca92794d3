import type { Database } from "@pfn/db";
import { createTestDb, type TestDbOptions } from "@pfn/db/testing";
import { keepEvidence, keepsEvidence, rememberSecret } from "@pfn/keys/testing/secrets";
import { afterAll, beforeAll, vi } from "vitest";
import { defined } from "../common/defined";
import type { Limits } from "../common/limits/limits";
import { createLogger } from "../common/logging/logger";
import type { Runtime, RuntimeConfig } from "../common/runtime";
import type { Passwords } from "../common/services";
import { createRuntime } from "../create-runtime";
import { dumpTables } from "./dump-tables";

export interface TestRuntime {
  runtime: Runtime;
  database: Database;
  /** Every SQL statement sent so far; empty it with `statements.length = 0`. */
  statements: string[];
  /** Every log line written so far. */
  logLines: string[];
}

/**
 * In tests a session cookie is `session=<id of the login>`: decoding real cookies is the web app's
 * part.
 */
export const sessionCookie = (sessionId: string) => `session=${sessionId}`;
const readSessionId = async (cookie: string) => /session=([\w-]+)/.exec(cookie)?.[1] ?? null;

const MANY = 1_000_000;
const NO_LIMITS: Limits = {
  anonymousPerMinute: MANY,
  failedKeysPerMinute: MANY,
  callsPerMinute: MANY,
  writesPerSecond: MANY,
  keysPerDay: MANY,
  passwordTries: MANY,
};

/**
 * The embedded engine refreshes its statistics when it likes: no caller's statement, so no test
 * counts it.
 */
const isHousekeeping = (sql: string) =>
  /^(vacuum|select pg_stat_|set default_statistics_target)|pg_stat_user_tables|pg_statistic/.test(
    sql.trim(),
  );

/**
 * A runtime on a database of its own for the test file that calls it; closed after its last test.
 */
export function useRuntime({
  poolSize,
  patience,
  ...config
}: Partial<RuntimeConfig> & TestDbOptions = {}): TestRuntime {
  const statements: string[] = [];
  const logLines: string[] = [];
  const made: { value?: { runtime: Runtime; database: Database } } = {};

  beforeAll(async () => {
    const database = await createTestDb({
      onStatement: (sql) => isHousekeeping(sql) || statements.push(sql),
      ...defined({ poolSize, patience }),
    });
    const log = createLogger({
      level: "debug",
      destination: { write: (line) => void logLines.push(line) },
    });
    // The clock that writes the last use of keys stands still: tests count statements, and flush
    // when they mean to.
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const runtime = createRuntime({
      database,
      log,
      publicUrl: new URL("http://localhost:3000"),
      signup: "open",
      trustedProxies: [],
      secret: "a secret of the tests, and of nothing else",
      readSessionId,
      sessionCookie: async ({ sessionId }) => `${sessionCookie(sessionId)}; Path=/`,
      // Tests call faster than any agent; those of the limits themselves set their own.
      limits: NO_LIMITS,
      ...config,
    });
    vi.useRealTimers();
    if (keepsEvidence) notePasswords(runtime.passwords);
    rememberSecret(runtime.secret);
    made.value = { runtime, database };
  });

  afterAll(async () => {
    if (keepsEvidence && made.value !== undefined) await keepAll(made.value.runtime, logLines);
    await made.value?.runtime.close();
    await made.value?.database.close();
  });

  const get = () => {
    if (made.value === undefined)
      throw new Error("useRuntime() is ready inside tests and hooks only.");
    return made.value;
  };
  return {
    get runtime() {
      return get().runtime;
    },
    get database() {
      return get().database;
    },
    statements,
    logLines,
  };
}

/**
 * Every password that is hashed or checked is somebody's; an address that was typed into its field
 * is not.
 */
function notePasswords(passwords: Passwords): void {
  const { hash, verify } = passwords;
  const note = (password: string) => password.includes("@example.org") || rememberSecret(password);
  passwords.hash = (password) => {
    note(password);
    return hash(password);
  };
  passwords.verify = (stored, password) => {
    note(password);
    return verify(stored, password);
  };
}

/**
 * What the runtime logged and what its database holds. A test may have taken the database away, and
 * with it what could be searched.
 */
async function keepAll({ db }: Runtime, logLines: readonly string[]): Promise<void> {
  keepEvidence("log", logLines.join(""));
  await dumpTables(db).then(
    (dump) => keepEvidence("dump", JSON.stringify(dump)),
    () => undefined,
  );
}
