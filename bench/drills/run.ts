import { cpus, loadavg } from "node:os";
import { build } from "./lib/pfn";
import { createReport, type Drill } from "./lib/report";

/**
 * Brings trouble on a server of its own and says what callers saw: `pnpm drills [NAME] [ROUNDS]`,
 * all of them unless one is named. Ends with 1 when a guarantee is broken. Needs PostgreSQL's
 * programs (Debian: `apt install postgresql`); a full disk also root, to mount one.
 */
const DRILLS: Record<string, () => Promise<Drill>> = {
  database: async () => (await import("./database")).database,
  "disk-full": async () => (await import("./disk-full")).diskFull,
  failover: async () => (await import("./failover")).failover,
  "revoke-under-load": async () => (await import("./revoke-under-load")).revokeUnderLoad,
  kill: async () => (await import("./kill")).kill,
  stop: async () => (await import("./stop")).stop,
  "second-process": async () => (await import("./second-process")).secondProcess,
};

const [name, rounds] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(DRILLS, name)) {
  console.error(`No such drill. There are: ${Object.keys(DRILLS).join(", ")}.`);
  process.exit(2);
}
build();
const load = loadavg()[0]?.toFixed(1);
const machine = `${cpus().length} cores, Node ${process.version}, load ${load} at the beginning`;
const report = createReport(`Drills; ${machine}`);
for (const [title, load] of Object.entries(DRILLS)) {
  if (name !== undefined && name !== title) continue;
  const drill = await load();
  console.log(`${title} …`);
  await drill(report, rounds === undefined ? undefined : Number(rounds));
}
report.finish();
// What a drill left behind must not keep it running.
process.exit();
