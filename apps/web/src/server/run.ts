import { VERSION } from "@pfn/keys/version";
import { type Env, readEnv } from "./env";
import { leaveSignals } from "./exit-on-signals";
import { StartError } from "./start-error";
import { type RunningServer, startServer } from "./start-server";

/**
 * After this many milliseconds a stop that hangs is ended, so that the whole takes less than 30 s
 * (F6).
 */
const EXIT_WITHIN_MS = 28_000;

/**
 * A terminal signals every process of a command, and its parent passes the signal on: what follows
 * so soon is the same one.
 */
const ECHO_WITHIN_MS = 300;

/**
 * Runs the server until a signal ends it. What keeps it from starting is printed as one line,
 * without a stack.
 */
export async function run(options: {
  appDirectory: string;
  isDevelopment: boolean;
}): Promise<void> {
  let running: RunningServer | undefined;
  let stoppingSince: number | undefined;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (stoppingSince !== undefined && now - stoppingSince < ECHO_WITHIN_MS) return;
      // Nothing is under way before the server runs, and a second signal means "now".
      if (running === undefined || stoppingSince !== undefined)
        process.exit(signal === "SIGINT" ? 130 : 143);
      stoppingSince = now;
      void stop(running);
    });
  }
  leaveSignals();
  const started = performance.now();
  try {
    running = await startServer({ env: readEnv(), ...options, say });
    say(ready(running, (performance.now() - started) / 1_000));
  } catch (error) {
    process.stderr.write(`pfn cannot start: ${explain(error)}\n`);
    process.exit(1);
  }
}

async function stop(running: RunningServer): Promise<void> {
  say("Stopping: finishing what is under way …");
  setTimeout(() => process.exit(1), EXIT_WITHIN_MS).unref();
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`pfn did not stop cleanly: ${explain(error)}\n`);
    process.exit(1);
  }
}

function ready({ env, engine, isSignupOpen }: RunningServer, seconds: number): string {
  const database = engine === "pglite" ? `embedded database in ${env.dataDir}` : "PostgreSQL";
  const next =
    isSignupOpen && env.signup === "first" ? " Open it to create the first account." : "";
  const facts = `version ${VERSION}, ${database}, ${seconds.toFixed(1)} s`;
  return `pfn is ready at ${url(env)} (${facts}).${next}`;
}

function url({ publicUrl }: Env): string {
  return publicUrl.origin;
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StartError) return message;
  return `${message.replace(/\s*\n\s*/g, " ")} (this is a bug in pfn: please report it)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
