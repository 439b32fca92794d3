import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port";

const PROGRAM = "/usr/sbin/pgbouncer";

/** Debian: `apt install pgbouncer`. In CI it has to be there. */
export const hasPooler = process.env["CI"] !== undefined || existsSync(PROGRAM);

/** What pfn asks for when it connects, and what PgBouncer would refuse. */
const ASKED = "statement_timeout,lock_timeout,idle_in_transaction_session_timeout,options";

/**
 * PgBouncer in session mode before the server at `port`, on this machine alone. It accepts the
 * settings that pfn asks for and passes none of them on.
 */
export async function startPooler(port: number) {
  const folder = mkdtempSync(join(tmpdir(), "pfn-pooler-"));
  const own = await freePort();
  const [config, users] = [join(folder, "pgbouncer.ini"), join(folder, "users.txt")];
  writeFileSync(users, '"postgres" ""\n');
  const lines = [
    "[databases]",
    `postgres = host=127.0.0.1 port=${port}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${own}`,
    "unix_socket_dir =",
    "auth_type = trust",
    `auth_file = ${users}`,
    "pool_mode = session",
    `ignore_startup_parameters = ${ASKED}`,
  ];
  writeFileSync(config, lines.join("\n"));
  // It refuses to run as root, and somebody else has to read its files.
  chmodSync(folder, 0o755);
  const [program, ...args] =
    process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--", PROGRAM] : [PROGRAM];
  const child = spawn(program, [...args, "-q", config], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  const ended = once(child, "close");
  const ending = ended.then(() => Promise.reject(new Error(`PgBouncer ended: ${said}`)));
  await Promise.race([answers(own), ending]);
  return {
    url: `postgres://postgres@127.0.0.1:${own}/postgres`,
    remove: async () => {
      ending.catch(() => undefined);
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(20);
  }
}
