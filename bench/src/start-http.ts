import { createServer } from "node:http";
import { createHttp, createLogger, createRuntime, type Runtime } from "@pfn/api";
import type { Database, Db } from "@pfn/db";
import { generateKey } from "@pfn/keys";

/** A runtime for a process that is measured from within. */
export function startRuntime(from: Database): Runtime {
  return createRuntime({
    database: from,
    log: createLogger({ level: "error", destination: process.stderr }),
    publicUrl: new URL("http://localhost:3000"),
    signup: "closed",
    trustedProxies: [],
    secret: "a secret of the benchmark, and of nothing else",
    readSessionId: async () => null,
    sessionCookie: async () => "",
  });
}

/** The endpoints on a port of this machine. */
export async function listen(on: Runtime) {
  const endpoints = createHttp(on);
  const made = createServer((req, res) => {
    if (!endpoints(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return made;
}

/** A person with an account, and a key that imports into it. */
export async function seedImporter(db: Db) {
  const { id: userId } = await db.user.create({
    data: { email: "bench@example.org", name: "Bench", passwordHash: "none" },
    select: { id: true },
  });
  const { id: ledgerId } = await db.ledger.create({
    data: { userId, mode: "live" },
    select: { id: true },
  });
  const account = { ledgerId, name: "Checking", type: "checking" as const, currency: "EUR" };
  const { id } = await db.account.create({ data: account, select: { id: true } });
  const { key, hash, hint } = generateKey("live");
  const scopes = ["imports:write", "transactions:write", "accounts:read"];
  await db.integrationKey.create({
    data: { userId, ledgerId, label: "Bench", hash: new Uint8Array(hash), hint, scopes },
    select: { id: true },
  });
  return { authorization: `Bearer ${key}`, accountId: id };
}
