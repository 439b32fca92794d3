import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Refusal, run, say } from "./console.mjs";

/** What starts on the stored releases: the database's code, and the built server. */
const TESTS = [
  { path: "packages/db", file: "src/backup/upgrade.test.ts" },
  { path: "apps/web", file: "test/upgrade.test.ts" },
];

/**
 * Updates each stored release on both engines. PostgreSQL is the one of DATABASE_URL, or else a
 * throw-away cluster of Debian's `pg_virtualenv`.
 *
 * @param {string} root
 * @throws Refusal
 */
export function checkUpgrade(root) {
  const embedded = { DATABASE_URL: "" };
  const [program, ...args] = postgres();
  for (const { path, file } of TESTS) {
    const cwd = join(root, path);
    const test = ["npx", "-y", "pnpm@12", "exec", "vitest", "run", file];
    say(`${path}/${file} on the embedded engine …`);
    run("env", test, { cwd, env: embedded });
    say(`${path}/${file} on PostgreSQL …`);
    run(program ?? "env", [...args, ...test], { cwd });
  }
}

/**
 * A command that gives the command after it a PostgreSQL.
 *
 * @returns {string[]}
 * @throws Refusal when there is none
 */
function postgres() {
  if (process.env["DATABASE_URL"]) return ["env"];
  if (spawnSync("pg_virtualenv", ["-h"]).status !== 0)
    throw new Refusal(
      "There is no PostgreSQL to update on. Set DATABASE_URL, or install postgresql and " +
        "postgresql-common.",
    );
  const address = "postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres";
  return [
    "pg_virtualenv",
    "-o",
    "fsync=off",
    "sh",
    "-c",
    `DATABASE_URL="${address}" exec "$@"`,
    "sh",
  ];
}
