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
  /** Halts its processes: connections stay open, and nothing is answered. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Runs a statement as its administrator. */
  sql: (statement: string) => Promise<string>;
  remove: () => Promise<void>;
}

/** Little room for its log, so that a disk of a few megabytes holds it. */
const SMALL = { min_wal_size: "2MB", max_wal_size: "8MB" };

interface Options {
  /** Where its files go; a new temporary folder unless set. */
  folder?: string;
  /** Settings of the server, by their names in postgresql.conf. */
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
  const log = join(data, "log");
  const start = async () => {
    await pg("pg_ctl", "-D", data, "-l", log, "-w", "-o", optionsOf(port, settings), "start");
  };
  const stop = async () => {
    await pg("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  };
  const remove = async () => {
    await signalAll(data, "CONT");
    await stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    freeze: () => signalAll(data, "STOP"),
    thaw: () => signalAll(data, "CONT"),
    sql: (statement) => runStatement(join(bin, "psql"), port, statement),
    remove,
  };
}

/** The command line of a server that only this machine reaches. */
function optionsOf(port: number, settings: Record<string, string>): string {
  const chosen = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    ...settings,
  };
  const pairs = Object.entries(chosen).map(([name, value]) => ` -c ${name}=${value}`);
  return `-p ${port}${pairs.join("")}`;
}

async function runStatement(psql: string, port: number, statement: string): Promise<string> {
  const server = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres"];
  return (await run(psql, [...server, "-Atc", statement, "postgres"])).stdout;
}

/** Sends a signal to the server's first process and to each of its children. */
async function signalAll(data: string, name: string): Promise<void> {
  const { stdout } = await run("pgrep", ["-f", `^\\S*postgres -D ${data}`]).catch(() => ({
    stdout: "",
  }));
  for (const pid of stdout.split("\n").filter(Boolean)) {
    await run("kill", ["-s", name, pid]);
    const children = await run("pgrep", ["-P", pid]).catch(() => ({ stdout: "" }));
    // A child may have ended meanwhile.
    await run("kill", ["-s", name, ...children.stdout.split("\n").filter(Boolean)]).catch(
      () => undefined,
    );
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root. */
function asPostgres(program: string, args: string[]): [string, string[]] {
  return isRoot() ? ["runuser", ["-u", "postgres", "--", program, ...args]] : [program, args];
}

/** The newest version that Debian installed, or the one on the path. */
function findBin(): string {
  const root = "/usr/lib/postgresql";
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return join(root, versions[0] ?? "", "bin");
}
