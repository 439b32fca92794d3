import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port";

const run = promisify(execFile);

/**
 * A PostgreSQL server of the drill's own, on this machine alone, whose trouble is nobody else's.
 */
export interface Cluster {
  url: string;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Halts every process of it: connections stay open, nothing answers any more. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Runs a statement as its administrator. */
  sql: (statement: string) => Promise<string>;
  remove: () => Promise<void>;
}

/** Little room for its log, so that a disk of some megabytes holds it. */
const SMALL = { min_wal_size: "2MB", max_wal_size: "8MB" };

interface Options {
  /** Where its files go; a new temporary folder unless told. */
  folder?: string;
  /** Of the server, by their names in postgresql.conf. */
  settings?: Record<string, string>;
}

export async function startCluster({
  folder = mkdtempSync(join(tmpdir(), "pfn-pg-")),
  settings = SMALL,
}: Options = {}): Promise<Cluster> {
  const bin = findBin();
  const data = join(folder, "pg");
  const port = await freePort();
  mkdirSync(data, { recursive: true });
  if (isRoot()) execFileSync("chown", ["-R", "postgres", folder]);
  const pg = (program: string, ...args: string[]) => run(...asPostgres(join(bin, program), args));
  await pg("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--wal-segsize=1", "--no-sync");
  const chosen = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    ...settings,
  };
  const options = Object.entries(chosen).reduce(
    (all, [name, value]) => `${all} -c ${name}=${value}`,
    `-p ${port}`,
  );
  const start = async () => {
    await pg("pg_ctl", "-D", data, "-l", join(data, "log"), "-w", "-o", options, "start");
  };
  const signal = async (name: string) => {
    const { stdout } = await run("pgrep", ["-f", `^\\S*postgres -D ${data}`]).catch(() => ({
      stdout: "",
    }));
    for (const pid of stdout.split("\n").filter(Boolean)) {
      await run("kill", ["-s", name, pid]);
      const children = await run("pgrep", ["-P", pid]).catch(() => ({ stdout: "" }));
      // A child may have come to its end meanwhile.
      await run("kill", ["-s", name, ...children.stdout.split("\n").filter(Boolean)]).catch(
        () => undefined,
      );
    }
  };
  const stop = async () => {
    await pg("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    freeze: () => signal("STOP"),
    thaw: () => signal("CONT"),
    sql: async (statement) => {
      const args = [
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "postgres",
        "-Atc",
        statement,
        "postgres",
      ];
      return (await run(join(bin, "psql"), args)).stdout;
    },
    remove: async () => {
      await signal("CONT");
      await stop().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root. */
function asPostgres(program: string, args: string[]): [string, string[]] {
  return isRoot() ? ["runuser", ["-u", "postgres", "--", program, ...args]] : [program, args];
}

/** The newest of Debian's, or whatever is on the path. */
function findBin(): string {
  const root = "/usr/lib/postgresql";
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return join(root, versions[0] ?? "", "bin");
}
