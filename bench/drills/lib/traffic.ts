import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "./person";

/** Rows of one write: either all of them are there or none. */
const ROWS = 3;
const WORKERS = 12;

/** What callers saw while something went wrong. */
export interface Seen {
  right: number;
  /** 503 with the body of the contract. */
  unavailable: number;
  /** Neither the right answer nor the contract's 503. */
  broken: string[];
  /** Why connections ended without an answer. */
  noReply: string[];
  /** Nobody listened. */
  refused: number;
  /** Seconds that the slowest refusal took. */
  slowestRefusal: number;
  lastRefusalAt: number;
}

/**
 * Mixed reads and writes through one key, by several callers at once, that remembers what was
 * acknowledged.
 */
export interface Traffic {
  /** Begins calling; the answer stops it and tells what was seen meanwhile. */
  begin: () => () => Promise<Seen>;
  /**
   * Compares the ledger with the memory: acknowledged writes that are not there, and writes that
   * are there in part.
   */
  verify: () => Promise<{ acknowledged: number; lost: number; partial: number }>;
}

/** @param at one server, or several that are called in turn */
export async function createTraffic(
  at: string | readonly string[],
  person: Person,
): Promise<Traffic> {
  const { key } = await person.createKey("full");
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const urls = [at].flat();
  let turn = 0;
  const send = (path: string, body?: unknown) => {
    turn += 1;
    return fetch(`${urls[turn % urls.length]}/api/v1${path}`, {
      headers,
      signal: AbortSignal.timeout(30_000),
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
  };
  const created = await send("/accounts", {
    name: "Drill",
    type: "checking",
    currency: "EUR",
    reason: "Drill",
  });
  if (!created.ok) throw new Error(`no account: ${created.status} ${await created.text()}`);
  const accountId = Object(await created.json()).account.id;
  const acknowledged = new Set<number>();
  let next = 0;
  const write = async () => {
    next += 1;
    const id = next;
    const transactions = Array.from({ length: ROWS }, (_, row) => ({
      accountId,
      date: "2026-03-31",
      amount: { amount: "-1.00", currency: "EUR" },
      payee: `Drill ${id}`,
      externalId: `${id}-${row}`,
    }));
    return judge(await send("/transactions", { transactions, reason: "Drill" }), () =>
      acknowledged.add(id),
    );
  };
  const read = async () => judge(await send("/transactions?limit=5"), () => undefined);
  return {
    begin: () => begin((turn) => (turn % 3 === 0 ? read() : write())),
    verify: async () => {
      const rows = await countRows(send);
      const lost = [...acknowledged].filter((id) => rows.get(id) !== ROWS).length;
      const partial = [...rows.values()].filter((count) => count !== ROWS).length;
      return { acknowledged: acknowledged.size, lost, partial };
    },
  };
}

type Verdict = "right" | "unavailable" | string;

async function judge(answer: Response, onRight: () => void): Promise<Verdict> {
  const text = await answer.text();
  if (answer.status === 200) {
    JSON.parse(text);
    onRight();
    return "right";
  }
  const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json");
  if (answer.status === 503 && isProblem && JSON.parse(text).code === "SERVICE_UNAVAILABLE")
    return "unavailable";
  return `${answer.status} ${text.slice(0, 200)}`;
}

function begin(call: (turn: number) => Promise<Verdict>): () => Promise<Seen> {
  const seen: Seen = {
    right: 0,
    unavailable: 0,
    broken: [],
    noReply: [],
    refused: 0,
    slowestRefusal: 0,
    lastRefusalAt: 0,
  };
  let isOver = false;
  const workers = Array.from({ length: WORKERS }, async (_, worker) => {
    for (let turn = worker; !isOver; turn += 1) {
      const started = performance.now();
      const verdict = await call(turn).catch((error: unknown) => new NoReply(reasonOf(error)));
      note(seen, verdict, started);
      if (verdict !== "right") await sleep(20);
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(workers);
    return seen;
  };
}

/** The request was never answered. */
class NoReply {
  constructor(readonly reason: string) {}
}

/** What fetch hides in the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause } = Object(error);
  return String(Object(cause).code ?? Object(cause).message ?? error);
}

function note(seen: Seen, verdict: Verdict | NoReply, started: number): void {
  const now = performance.now();
  if (verdict === "right") {
    seen.right += 1;
  } else if (verdict instanceof NoReply) {
    if (verdict.reason === "ECONNREFUSED") seen.refused += 1;
    else seen.noReply.push(`no reply: ${verdict.reason}`);
    seen.lastRefusalAt = now;
  } else {
    if (verdict === "unavailable") seen.unavailable += 1;
    else seen.broken.push(verdict);
    seen.slowestRefusal = Math.max(seen.slowestRefusal, (now - started) / 1_000);
    seen.lastRefusalAt = now;
  }
}

/** Rows of each write that are in the ledger. */
async function countRows(send: (path: string) => Promise<Response>): Promise<Map<number, number>> {
  const rows = new Map<number, number>();
  for (let cursor = ""; ; ) {
    const page = Object(await (await send(`/transactions?limit=200${cursor}`)).json());
    for (const { payee } of page.items) {
      const id = Number(String(payee).slice("Drill ".length));
      rows.set(id, (rows.get(id) ?? 0) + 1);
    }
    if (page.nextCursor === null) return rows;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}
