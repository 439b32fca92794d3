import { runCommand } from "./cli/run-command";
import { readEnv } from "./server/env";

// `pnpm pfn …`, or `node apps/web/dist/cli.js …`: works on the database of DATABASE_URL or
// PFN_DATA_DIR, as the server does.

process.exitCode = await runCommand(process.argv.slice(2), {
  readEnv,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`pfn: ${line}\n`),
});
