import { setTimeout as sleep } from "node:timers/promises";
import { createPfnClient } from "@pfn/client";
import { createDb } from "@pfn/db";
import { freePort } from "@pfn/db/testing/free-port";
import { afterEach, describe, expect, it } from "vitest";
import { listEngines, type Settings } from "./engines";
import { type PfnProcess, startPfn } from "./start-pfn";
import { type Exchange, type Fate, openNetwork, type Reply } from "./unreliable-network";
import { ADA, createVisitor } from "./visitor";

const REPEATS = 100;
/** The share of replies that arrive in part or not at all, once the row is there. */
const LOST = 1 / 4;
const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const CREATE = "/api/trpc/transactions.create";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/**
 * The same numbers for the same seed, from 0 to 1 (a linear congruence is random enough to lose
 * replies by).
 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A server that can be killed at any moment and then starts again with the same port and data. */
async function startMortal(settings: Settings) {
  const env = { ...settings, PORT: String(await freePort()) };
  const state = { running: await startPfn(env), isUp: true, deaths: 0, rising: Promise.resolve() };
  cleanUps.push(() => state.rising.then(() => state.running.remove()));
  const rise = async () => {
    state.running = await startPfn(env);
    state.isUp = true;
  };
  return {
    state,
    kill: async () => {
      state.isUp = false;
      state.deaths += 1;
      state.running.child.kill("SIGKILL");
      await state.running.ended;
      await state.running.remove();
      state.rising = rise();
    },
    stop: async () => {
      state.running.child.kill("SIGTERM");
      await state.running.ended;
    },
  };
}

type Mortal = Awaited<ReturnType<typeof startMortal>>;

/**
 * A network in a storm. Of the creates that reach the server the first is cut off by a kill at some
 * moment of the time that it takes, the second by a kill between its commit and its reply, the
 * third loses its reply; of all others a share does.
 */
async function openStorm({ state, kill }: Mortal, usualMs: number) {
  const random = seeded(SEED);
  const seen = { keys: [] as string[], replies: [] as Reply[], lost: 0 };
  const misfortunes: ((exchange: Exchange) => Promise<unknown>)[] = [
    () => sleep(random() * usualMs).then(kill),
    ({ reply }) => reply.then(kill),
    ({ reply }) => reply,
  ];
  const decide = async (exchange: Exchange): Promise<Fate> => {
    if (exchange.path !== CREATE) return "deliver";
    if (!state.isUp) return "lose";
    seen.keys.push(String(JSON.parse(exchange.body).idempotencyKey));
    const misfortune = misfortunes.shift();
    await misfortune?.(exchange);
    const reply = await exchange.reply;
    if (reply !== null) seen.replies.push(reply);
    if (misfortune === undefined && random() >= LOST) return "deliver";
    seen.lost += 1;
    return misfortune === undefined && random() < 1 / 2 ? "break off" : "lose";
  };
  const { url, close } = await openNetwork(state.running.port, decide);
  cleanUps.push(close);
  return { url, seen };
}

async function createKey({ url }: PfnProcess): Promise<string> {
  const visitor = createVisitor(url);
  await visitor.mutate("profile.signUp", ADA);
  await visitor.signIn(ADA);
  const answer = await visitor.mutate("integrationKeys.create", {
    label: "Storm",
    preset: "full",
    expiresInDays: 7,
  });
  return (await answer.json()).result.data.key;
}

/**
 * All that is in the owner's ledger beside its account and categories, each row with the
 * transaction that wrote it.
 */
async function readTraces(settings: Settings) {
  const database = await createDb({
    url: settings["DATABASE_URL"],
    dataDir: settings["PFN_DATA_DIR"],
  });
  try {
    return await database.client.$queryRaw<{ what: string; writer: string }[]>`
      with live as (select id from ledgers where mode = 'live')
      select 'transaction' as what, xmin::text as writer from transactions
        where ledger_id in (table live)
      union all select 'line', xmin::text from transaction_lines where ledger_id in (table live)
      union all select 'change', xmin::text from changes
        where entity = 'transaction' and operation_id in (
          select id from operations where ledger_id in (table live))
      union all select 'operation', xmin::text from operations
        where procedure = 'transactions.create' and ledger_id in (table live)`;
  } finally {
    await database.close();
  }
}

async function prepare(newDatabase: () => Promise<Settings>) {
  const settings = await newDatabase();
  const server = await startMortal(settings);
  const key = await createKey(server.state.running);
  const calm = createPfnClient({ url: server.state.running.url, key });
  const startedAt = performance.now();
  const { account } = await calm.accounts.create.mutate({
    name: "Cash",
    type: "cash",
    currency: "EUR",
  });
  const { url, seen } = await openStorm(server, performance.now() - startedAt);
  const pfn = createPfnClient({ url, key, retry: { attempts: 1_000, withinSeconds: 120 } });
  const amount = { amount: "-12.50", currency: "EUR" };
  const transactions = [{ accountId: account.id, date: "2026-03-31", amount, payee: "Bakery" }];
  return { settings, server, seen, pfn, transactions };
}

describe.each(listEngines())("F3: on %s", (_, newDatabase) => {
  it(`${REPEATS} repeats through kills, lost replies: one row (FC_SEED=${SEED})`, async () => {
    const { settings, server, seen, pfn, transactions } = await prepare(newDatabase);

    // Nobody names a key: what repeats this call, under one key of its own making, is the client.
    const first = await pfn.transactions.create.mutate({ transactions });
    expect(server.state.deaths).toBe(2);
    expect(seen.lost).toBeGreaterThanOrEqual(3);
    const [idempotencyKey = ""] = seen.keys;
    expect(idempotencyKey).toMatch(/^auto-[\da-f]{32}$/);
    for (let time = 1; time < REPEATS; time += 1)
      expect(await pfn.transactions.create.mutate({ transactions, idempotencyKey })).toEqual(first);

    expect(new Set(seen.keys)).toEqual(new Set([idempotencyKey]));
    expect(seen.lost).toBeGreaterThan(REPEATS / 10);
    // Also those that the server gave before it was killed, and those that were lost on the way.
    for (const { status, body } of seen.replies)
      expect([status, JSON.parse(String(body))]).toEqual([200, { result: { data: first } }]);
    const { items } = await pfn.transactions.list.query();
    expect(items.map(({ id }, index) => ({ index, result: "created", id }))).toEqual(first.results);
    const operations = (await pfn.operations.list.query()).items.map(({ procedure }) => procedure);
    expect(operations).toEqual(["transactions.create", "accounts.create", "ledger.create"]);

    await server.stop();
    const traces = await readTraces(settings);
    expect(traces.map(({ what }) => what).toSorted()).toEqual([
      "change",
      "line",
      "operation",
      "transaction",
    ]);
    // The record by which a repetition is known was committed with the effect.
    expect(new Set(traces.map(({ writer }) => writer)).size).toBe(1);
  });
});
