import { beforeAll, expect, it } from "vitest";
import { createRuntime } from "../../create-runtime";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { currentRows, replayLog } from "../../test/replay-log";
import type { OperationAnswer } from "../write-operation";

const t = useRuntime();
const ROUNDS = 12;
let user: TestUser;
let owner: AppCaller;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
});

/**
 * What the writes of one round need to be there, made beforehand; each round has its own, so that
 * all of them can succeed.
 */
async function prepare(
  round: number,
  { checking, savings }: { checking: string; savings: string },
) {
  const category = async (name: string) =>
    (await owner.categories.create({ name: `${name} ${round}`, kind: "expense" })).category.id;
  const [from, into] = [await category("From"), await category("Into")];
  const row = (amount: string, fields = {}) =>
    addPurchase(owner, checking, { amount: eur(amount), ...fields });
  const undone = await owner.transactions.create({
    transactions: [purchase(checking, { amount: eur("-5.00") })],
  });
  return {
    ...{ checking, savings, from, into, name: `New ${round}`, undone: undone.operationId ?? "" },
    patched: await row("-1.00"),
    deleted: await row("-7.00"),
    merged: await row("-3.00", { categoryId: from }),
    out: await row("-9.00"),
    arrival: await addPurchase(owner, savings, { amount: eur("9.00") }),
  };
}

type Made = Awaited<ReturnType<typeof prepare>>;

/**
 * One write of each kind, by any callers, and what it adds to the two accounts together, in cents.
 */
const writesOf = (made: Made): [number, (caller: AppCaller) => Promise<OperationAnswer>][] => {
  const leg = (id: string) => ({ id, version: 1 });
  const move = {
    fromAccountId: made.checking,
    toAccountId: made.savings,
    date: "2026-03-31",
    amount: eur("2.00"),
  };
  const split = [{ amount: eur("-0.25"), categoryId: made.into }, { amount: eur("-0.25") }];
  const patch = { amount: eur("-4.00") };
  const categorized = purchase(made.checking, { amount: eur("-0.50"), lines: split });
  return [
    [-1_250, (caller) => caller.transactions.create({ transactions: [purchase(made.checking)] })],
    [-50, (caller) => caller.transactions.create({ transactions: [categorized] })],
    [
      -300,
      (caller) => caller.transactions.update({ transactions: [{ ...leg(made.patched), patch }] }),
    ],
    [700, (caller) => caller.transactions.delete({ ids: [made.deleted], expectedCount: 1 })],
    [0, (caller) => caller.transfers.create(move)],
    [0, (caller) => caller.transfers.link({ out: leg(made.out), in: leg(made.arrival) })],
    [0, (caller) => caller.categories.merge({ ...leg(made.from), intoId: made.into })],
    [500, (caller) => caller.operations.undo({ id: made.undone })],
    [
      0,
      (caller) =>
        caller.transactions.create({ transactions: [purchase(made.checking)], dryRun: true }),
    ],
  ];
};

it(
  "invariant 13, F4: 108 writes of every kind at the same moment, from two instances, by a " +
    "person and a key, all succeed: balances are exact, numbers have no gaps, the log replays",
  async () => {
    const [checking, savings] = [
      await openAccount(owner),
      await openAccount(owner, { name: "Savings" }),
    ];
    const rounds: Made[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await prepare(round, { checking, savings }));
    const before = await owner.accounts.list({ asOf: "2200-12-31" });
    const log = await t.runtime.db.operation.count({ where: { ledgerId: user.liveLedgerId } });
    const second = createRuntime(t.runtime);
    const callers = [owner, await asSession(second, user), await asKey(t.runtime, user)];
    const writes = rounds.flatMap(writesOf);
    const answers = await Promise.allSettled(
      writes.map(([, write], index) => write(callers[index % callers.length] ?? owner)),
    );
    expect(
      answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : [])),
    ).toEqual([]);
    const applied = answers.filter(
      (answer) => answer.status === "fulfilled" && answer.value.outcome === "applied",
    );
    const added = writes.reduce((sum, [cents]) => sum + BigInt(cents), 0n);
    const after = await owner.accounts.list({ asOf: "2200-12-31" });
    expect(totalOf(after) - totalOf(before)).toBe(added);
    const { db } = t.runtime;
    const operations = await db.operation.findMany({
      where: { ledgerId: user.liveLedgerId },
      orderBy: { seq: "asc" },
    });
    expect(operations.map(({ seq }) => Number(seq))).toEqual(
      Array.from({ length: log + applied.length }, (_, index) => index + 1),
    );
    const { rev } = await db.ledger.findUniqueOrThrow({ where: { id: user.liveLedgerId } });
    expect(rev).toBe(BigInt(log + applied.length));
    expect(await replayLog(db, user.liveLedgerId)).toEqual(
      await currentRows(db, user.liveLedgerId),
    );
  },
);

const totalOf = ({ items }: Awaited<ReturnType<AppCaller["accounts"]["list"]>>) =>
  items.reduce((sum, { posted }) => sum + BigInt(posted.amount.replace(".", "")), 0n);
