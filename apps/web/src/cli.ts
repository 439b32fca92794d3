import { exitOnSignals } from "./server/exit-on-signals";

// `pnpm pfn …`, or `node apps/web/dist/cli.js …`: works on the database of DATABASE_URL or
// PFN_DATA_DIR, as the server does.

exitOnSignals();
// The rest is loaded afterwards: a signal need not wait for it.
const { runCommand } = await import("./cli/run-command");
const { readEnv } = await import("./server/env");

process.exitCode = await runCommand(process.argv.slice(2), {
  readEnv,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`pfn: ${line}\n`),
});
