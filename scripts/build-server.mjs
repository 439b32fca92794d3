import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Builds what has changed and ends the process when that fails. Turbo knows what is up to date
 * already; its output is of interest only when it fails. What is said goes to the standard error,
 * because the output may be wanted by a program.
 */
export async function buildServer() {
  const started = performance.now();
  const announcement = setTimeout(
    () => console.error("Building pfn; the first time takes a minute or two …"),
    1_500,
  );
  const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
  const child = spawn(
    process.execPath,
    [turbo, "run", "build", "--filter=@pfn/web", "--output-logs=errors-only"],
    {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: "1",
        TURBO_NO_UPDATE_NOTIFIER: "1",
        DO_NOT_TRACK: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a signal can end the compilers below it as well.
      detached: process.platform !== "win32",
    },
  );
  const onSignal = (signal) => {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const output = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => output.push(chunk));
  const status = await new Promise((resolve, reject) =>
    child.on("close", resolve).on("error", reject),
  );
  process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  clearTimeout(announcement);
  if (status !== 0) {
    process.stderr.write(Buffer.concat(output));
    process.stderr.write("pfn cannot start: the build failed; the lines above say why.\n");
    process.exit(1);
  }
  const seconds = (performance.now() - started) / 1_000;
  if (seconds > 1.5) console.error(`Built in ${seconds.toFixed(0)} s.`);
}
