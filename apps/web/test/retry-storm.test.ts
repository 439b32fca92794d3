import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createPfnClient } from "@pfn/client";
import { afterAll, expect, it } from "vitest";
import { freePort, type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

const REPEATS = 100;
/** Of so many replies one is lost, after the server did the work. */
const LOST = 1 / 3;
const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const cleanUps: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

/** The same numbers for the same seed, from 0 to 1 (a linear congruence is random enough to lose replies by). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A network that hands every request on and loses replies. Answers its address and how many it lost. */
async function loseReplies(port: number): Promise<{ url: string; lost: () => number }> {
  const random = seeded(SEED);
  let lost = 0;
  const link = (client: Socket) => {
    const server = connect(port, "127.0.0.1");
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    client.on("error", cut).on("close", cut);
    server.on("error", cut).on("close", cut);
    client.pipe(server);
    server.on("data", (reply) => {
      if (random() >= LOST) return void client.write(reply);
      lost += 1;
      cut();
    });
  };
  const network = createServer(link).listen(0, "127.0.0.1");
  await once(network, "listening");
  cleanUps.push(async () => network.close());
  // A TCP server's address is no text.
  const { port: own } = network.address() as AddressInfo;
  return { url: `http://localhost:${own}`, lost: () => lost };
}

async function createKey(pfn: PfnProcess): Promise<string> {
  const visitor = createVisitor(pfn.url);
  await visitor.mutate("account.signUp", ADA);
  await visitor.signIn(ADA);
  const answer = await visitor.mutate("integrationKeys.create", { label: "Storm", preset: "full", expiresInDays: 7 });
  return (await answer.json()).result.data.key;
}

it(`F3: one write, repeated ${REPEATS} times while replies are lost and the server is killed twice, counts once (FC_SEED=${SEED})`, async () => {
  const env = { PORT: String(await freePort()) };
  const first = await startPfn(env);
  cleanUps.push(first.remove);
  const network = await loseReplies(first.port);
  const pfn = createPfnClient({
    url: network.url,
    key: await createKey(first),
    retry: { attempts: 100, withinSeconds: 120 },
  });
  const { account } = await pfn.accounts.create.mutate({ name: "Cash", type: "cash", currency: "EUR" });
  const row = {
    accountId: account.id,
    date: "2026-03-31",
    amount: { amount: "-12.50", currency: "EUR" },
    payee: "Bakery",
  };
  const write = { transactions: [row], idempotencyKey: "storm" };

  let running = first;
  const answers = new Set<string>();
  for (let time = 0; time < REPEATS; time += 1) {
    const answer = pfn.transactions.create.mutate(write);
    if (time === 33 || time === 66) {
      running.child.kill("SIGKILL");
      await running.ended;
      running = await startPfn({ ...env, PFN_DATA_DIR: first.dataDir });
      cleanUps.push(running.remove);
    }
    answers.add(JSON.stringify(await answer));
  }

  expect(answers.size).toBe(1);
  expect((await pfn.transactions.list.query()).items).toHaveLength(1);
  expect((await pfn.accounts.list.query()).items[0]?.posted.amount).toBe("-12.50");
  expect(network.lost()).toBeGreaterThan(REPEATS / 10);
});
