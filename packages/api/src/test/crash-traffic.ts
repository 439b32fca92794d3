import { isDeepStrictEqual } from "node:util";
import type { Db } from "@pfn/db";
import { checkLedger } from "./check-ledger";

const WORKERS = 4;

interface Write {
  method: "POST" | "PATCH";
  path: string;
  body: object;
}

/** The part of a write's answer that is looked at here. */
interface Answer {
  operationId: string;
  results?: { id?: string; version?: number; result?: string }[];
  import?: { id: string };
}

export interface CrashTrafficOptions {
  url: string;
  key: string;
  /** From 0 to 1; the same choices for the same numbers. */
  random: () => number;
}

/**
 * Mixed writes through one key, by several callers at once, each with an idempotency key of its
 * own, that remember what was acknowledged and what was left unanswered when the server was killed:
 * creates, changes, deletions, transfers, undo, and imports of a file.
 */
export class CrashTraffic {
  /** Answers by idempotency key. */
  readonly acknowledged = new Map<string, Answer>();
  readonly #unanswered = new Map<string, Write>();
  /** Replies that no caller should see. */
  readonly broken: string[] = [];
  #accounts: string[] = [];
  readonly #rows: { id: string; version: number }[] = [];
  #count = 0;

  constructor(readonly options: CrashTrafficOptions) {}

  /** Makes the accounts that the traffic needs. */
  async prepare(): Promise<void> {
    for (const name of ["Everyday", "Savings"]) {
      const answer = await this.#send(
        `prepare-${name}`,
        this.#post("/accounts", { name, type: "checking", currency: "EUR" }),
      );
      this.#accounts.push(Object(await answer.json()).account.id);
    }
  }

  get unansweredCount(): number {
    return this.#unanswered.size;
  }

  /** Writes until the server is gone. */
  async runUntilKilled(): Promise<void> {
    let isGone = false;
    const stop = (error: unknown) => {
      isGone = true;
      // What fetch throws when a connection cannot be had or ends early.
      if (!(error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)))
        this.broken.push(String(error));
    };
    const worker = async (next: () => Promise<unknown>) => {
      while (!isGone) await next().catch(stop);
    };
    await Promise.all(
      Array.from({ length: WORKERS }, (_, at) =>
        worker(() => (at === 0 ? this.#import() : this.#any())),
      ),
    );
  }

  /**
   * Repeats, with their keys, the writes that nobody answered. What contradicts itself: two
   * effects, or another answer than the log's.
   */
  async repeatUnanswered(before: ReadonlyMap<string, unknown>): Promise<string[]> {
    const problems: string[] = [];
    for (const [key, write] of this.#unanswered) {
      const response = await this.#send(key, write);
      const answer: Answer | null = Object(await response.json());
      const stored = before.get(key);
      if (response.status === 200 && answer !== null) this.acknowledged.set(key, answer);
      if (stored !== undefined && !isDeepStrictEqual(answer, stored))
        problems.push(`another answer than the first: ${key}`);
      if (stored === undefined && response.status >= 500)
        problems.push(`${response.status} for a repetition: ${key}`);
    }
    this.#unanswered.clear();
    return problems;
  }

  /**
   * What is wrong in the database after a kill; nothing when every acknowledged write is there
   * whole and no other than those sent.
   */
  async check(db: Db, ledgerId: string): Promise<string[]> {
    const stored = await readAnswers(db, ledgerId);
    const lost = [...this.acknowledged].filter(
      ([key, answer]) => !isDeepStrictEqual(stored.get(key), answer),
    );
    const strange = [...stored.keys()].filter(
      (key) => !this.acknowledged.has(key) && !this.#unanswered.has(key),
    );
    return [
      ...lost.map(([key]) => `lost although acknowledged: ${key}`),
      ...strange.map((key) => `there although refused: ${key}`),
      ...this.broken.splice(0),
      ...(await checkLedger(db, ledgerId)),
    ];
  }

  #any(): Promise<unknown> {
    const dice = this.options.random();
    const row = this.#rows.splice(this.#pick(this.#rows.length), 1)[0];
    if (dice < 0.4 || row === undefined) return this.#create();
    if (dice < 0.6) return this.#change(row);
    if (dice < 0.7)
      return this.#write(this.#post("/transactions/delete", { ids: [row.id], expectedCount: 1 }));
    if (dice < 0.85) return this.#transfer();
    const known = [...this.acknowledged.values()];
    const target = known[known.length - 1 - this.#pick(Math.min(5, known.length))];
    return target
      ? this.#write(this.#post(`/operations/${target.operationId}/undo`, {}))
      : this.#create();
  }

  async #create(): Promise<void> {
    const transactions = Array.from({ length: 1 + this.#pick(5) }, () => ({
      accountId: this.#accounts[this.#pick(2)],
      date: "2026-03-31",
      ...this.#amount(),
      payee: "Bakery",
    }));
    const answer = await this.#write(this.#post("/transactions", { transactions }));
    for (const { id, result } of answer?.results ?? [])
      if (id && result === "created") this.#rows.push({ id, version: 1 });
  }

  async #change({ id, version }: { id: string; version: number }): Promise<void> {
    const transactions = [{ id, version, patch: this.#amount() }];
    const answer = await this.#write({
      method: "PATCH",
      path: "/transactions",
      body: { transactions },
    });
    for (const row of answer?.results ?? [])
      if (row.version) this.#rows.push({ id, version: row.version });
  }

  #transfer(): Promise<unknown> {
    const [fromAccountId, toAccountId] = this.#accounts;
    const amount = { amount: `${1 + this.#pick(500)}.00`, currency: "EUR" };
    return this.#write(
      this.#post("/transfers", { fromAccountId, toAccountId, date: "2026-03-31", amount }),
    );
  }

  async #import(): Promise<void> {
    this.#count += 1;
    const lines = Array.from(
      { length: 100 + this.#pick(900) },
      (_, row) => `2026-03-31,Shop ${this.#count} ${row},-1.25`,
    );
    const text = ["Date,Payee,Amount", ...lines, ""].join("\n");
    const preview = this.#post("/imports", {
      accountId: this.#accounts[0],
      fileName: "bank.csv",
      text,
    });
    const answer: Answer = Object(await (await this.#send("preview", preview)).json());
    if (answer.import) await this.#write(this.#post(`/imports/${answer.import.id}/commit`, {}));
  }

  /**
   * Sends a write under a key of its own, and remembers what became of it. Refusals of its rules,
   * such as a stale version, answer null.
   */
  async #write(write: Write): Promise<Answer | null> {
    this.#count += 1;
    const key = `write-${this.#count}`;
    this.#unanswered.set(key, write);
    const response = await this.#send(key, write);
    const text = await response.text();
    this.#unanswered.delete(key);
    if (response.status === 200) {
      const answer: Answer = JSON.parse(text);
      this.acknowledged.set(key, answer);
      return answer;
    }
    if (![404, 409, 422].includes(response.status))
      this.broken.push(`${response.status} ${text.slice(0, 200)}`);
    return null;
  }

  #send(key: string, { method, path, body }: Write): Promise<Response> {
    const headers = {
      Authorization: `Bearer ${this.options.key}`,
      "Content-Type": "application/json",
    };
    const isPreview = path === "/imports";
    return fetch(`${this.options.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(!isPreview && { "Idempotency-Key": key }) },
      body: JSON.stringify(body),
    });
  }

  #post = (path: string, body: object): Write => ({ method: "POST", path, body });
  #pick = (below: number): number => Math.floor(this.options.random() * below);
  #amount = () => ({ amount: { amount: `-${1 + this.#pick(90)}.25`, currency: "EUR" } });
}

/** The stored answers of writes that had an idempotency key. */
export async function readAnswers(db: Db, ledgerId: string): Promise<Map<string, unknown>> {
  const rows = await db.operation.findMany({
    where: { ledgerId, idempotencyKey: { startsWith: "write-" } },
    select: { idempotencyKey: true, result: true },
  });
  return new Map(rows.map(({ idempotencyKey, result }) => [idempotencyKey ?? "", result]));
}

/**
 * The same numbers for the same seed, from 0 to 1. A linear congruence is random enough for
 * choices.
 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
