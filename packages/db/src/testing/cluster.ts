import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port";

const run = promisify(execFile);

/** Where Debian puts the programs of each version. */
const ROOT = "/usr/lib/postgresql";

/** Debian: `apt install postgresql`. In CI it has to be there. */
export const hasPostgres = process.env["CI"] !== undefined || existsSync(ROOT);

/** A PostgreSQL server of a test's own, on this machine alone, whose trouble is nobody else's. */
export interface Cluster {
  url: string;
  port: number;
  /** Ends it as a crash does. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Halts its processes: connections stay open, and nothing is answered. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Runs a statement as its administrator. */
  sql: (statement: string) => Promise<string>;
  /** Makes another server that follows this one as a standby, under a name of its own. */
  addStandby: (name: string) => Promise<Cluster>;
  /** Replaces what it holds by a copy of `primary`, and follows that from then on. */
  follow: (primary: Pick<Cluster, "port">) => Promise<void>;
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

/** Makes a server with a database that holds nothing, and starts it. */
export async function startCluster({
  folder = mkdtempSync(join(tmpdir(), "pfn-pg-")),
  settings = SMALL,
}: Options = {}): Promise<Cluster> {
  const options = ["-A", "trust", "-U", "postgres", "--wal-segsize=1", "--no-sync"];
  await pg("initdb", "-D", prepareFolder(folder), ...options);
  const server = await describeServer(folder, settings);
  await server.start();
  return server;
}

/** Makes the folder, with room for the server's files. */
function prepareFolder(folder: string): string {
  mkdirSync(join(folder, "pg"), { recursive: true, mode: 0o700 });
  if (isRoot()) execFileSync("chown", ["-R", "postgres", folder]);
  return join(folder, "pg");
}

async function describeServer(folder: string, settings: Record<string, string>): Promise<Cluster> {
  const data = join(folder, "pg");
  const log = join(data, "log");
  const port = await freePort();
  const start = async () => {
    await pg("pg_ctl", "-D", data, "-l", log, "-w", "-o", optionsOf(port, settings), "start");
  };
  const stop = async () => {
    await signalAll(data, "CONT");
    await pg("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  };
  const remove = async () => {
    await stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    start,
    stop,
    freeze: () => signalAll(data, "STOP"),
    thaw: () => signalAll(data, "CONT"),
    sql: (statement) => runStatement(port, statement),
    addStandby: async (name) => {
      const another = mkdtempSync(join(tmpdir(), "pfn-pg-"));
      const standby = await describeServer(another, { ...settings, cluster_name: name });
      await standby.follow({ port });
      return standby;
    },
    follow: async (primary) => {
      await remove();
      const options = ["-R", "-X", "stream", "-c", "fast", "--no-sync"];
      const from = ["-D", prepareFolder(folder), ...SERVER, "-p", String(primary.port)];
      await pg("pg_basebackup", ...from, ...options);
      await start();
    },
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
  const pairs = Object.entries(chosen).map(([name, value]) => ` -c '${name}=${value}'`);
  return `-p ${port}${pairs.join("")}`;
}

const SERVER = ["-h", "127.0.0.1", "-U", "postgres"];

async function runStatement(port: number, statement: string): Promise<string> {
  const what = ["-p", String(port), "-Atc", statement, "postgres"];
  return (await run(join(findBin(), "psql"), [...SERVER, ...what])).stdout;
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

/** Runs one of PostgreSQL's programs. It refuses to run as root. */
async function pg(name: string, ...args: string[]): Promise<void> {
  const program = join(findBin(), name);
  if (isRoot()) await run("runuser", ["-u", "postgres", "--", program, ...args]);
  else await run(program, args);
}

/** The newest version that Debian installed. */
function findBin(): string {
  const versions = readdirSync(ROOT).sort((a, b) => Number(b) - Number(a));
  return join(ROOT, versions[0] ?? "", "bin");
}
