import { beforeAll, describe, expect, it } from "vitest";
import { createRuntime } from "../create-runtime";
import type { AppCaller } from "../root";
import { eur, openAccount, purchase } from "../test/books";
import { asKey, asSession, withKey } from "../test/callers";
import { useRuntime } from "../test/database";
import { createKey, createUser, type TestUser } from "../test/factories";
import { refusalOf } from "../test/refusals";

const DAY_MS = 24 * 3_600_000;
const clock = { offsetMs: 0 };
const t = useRuntime({ now: () => new Date(Date.now() + clock.offsetMs) });
let user: TestUser;
let owner: AppCaller;
let accountId: string;
let number = 0;

beforeAll(async () => {
  user = await createUser(t.runtime, { hasDemo: true });
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
});

/** A call that differs from every other one by its key and its payee. */
const newCall = () => {
  number += 1;
  return {
    transactions: [purchase(accountId, { payee: `Payee ${number}` })],
    idempotencyKey: `key-${number}`,
    reason: "test",
  };
};
const countOf = async ({ transactions }: ReturnType<typeof newCall>) =>
  t.runtime.db.transaction.count({ where: { payee: transactions[0]?.payee ?? "" } });

/** Another process on the same database: nothing is shared but the tables. */
const anotherProcess = () => createRuntime(t.runtime);

describe("F3: the same idempotency key and body (invariant 9)", () => {
  it("answer the same, and have one effect", async () => {
    const call = newCall();
    const [first, second] = [
      await owner.transactions.create(call),
      await owner.transactions.create(call),
    ];
    expect(second).toEqual(first);
    expect(await countOf(call)).toBe(1);
  });

  it("do so after a restart, for the same key of the owner", async () => {
    const call = newCall();
    const key = await createKey(t.runtime, user);
    const first = await (await withKey(t.runtime, key)).transactions.create(call);
    const restarted = await withKey(anotherProcess(), key);
    expect(await restarted.transactions.create(call)).toEqual(first);
    expect(await countOf(call)).toBe(1);
  });

  it("do so when two processes get the call at the same moment", async () => {
    const call = newCall();
    const callers = await Promise.all(
      [t.runtime, anotherProcess(), anotherProcess()].map((runtime) => asSession(runtime, user)),
    );
    const answers = await Promise.all(callers.map((caller) => caller.transactions.create(call)));
    expect(answers).toEqual(Array(3).fill(answers[0]));
    expect(await countOf(call)).toBe(1);
  });

  it("are recognised in any order of fields, with defaults spelled out or left out", async () => {
    const call = newCall();
    const first = await owner.transactions.create(call);
    const { payee = "", ...row } = call.transactions[0] ?? purchase(accountId);
    const reordered = {
      reason: "test",
      dryRun: false,
      idempotencyKey: call.idempotencyKey,
      transactions: [{ payee, status: "posted" as const, ...row }],
    };
    expect(await owner.transactions.create(reordered)).toEqual(first);
  });

  it.each(["accounts.create", "transactions.update", "operations.undo", "ledger.fillDemo"])(
    "hold for %s too",
    async (procedure) => {
      const person = await createUser(t.runtime);
      const caller = await asSession(t.runtime, person);
      const account = procedure === "ledger.fillDemo" ? "" : await openAccount(caller);
      const made =
        account === ""
          ? null
          : await caller.transactions.create({ transactions: [purchase(account)] });
      const id = made?.results[0]?.result === "created" ? made.results[0].id : "";
      const idempotencyKey = "once";
      const calls: Record<string, () => Promise<unknown>> = {
        "accounts.create": () =>
          caller.accounts.create({ name: "New", type: "cash", currency: "EUR", idempotencyKey }),
        "transactions.update": () =>
          caller.transactions.update({
            transactions: [{ id, version: 1, patch: { note: "x" } }],
            idempotencyKey,
          }),
        "operations.undo": () =>
          caller.operations.undo({ id: made?.operationId ?? "", idempotencyKey }),
        "ledger.fillDemo": () => caller.ledger.fillDemo({ idempotencyKey }),
      };
      const first = await calls[procedure]?.();
      const { rev } = await t.runtime.db.ledger.findUniqueOrThrow({
        where: { id: person.liveLedgerId },
      });
      expect(await calls[procedure]?.()).toEqual(first);
      expect(
        (await t.runtime.db.ledger.findUniqueOrThrow({ where: { id: person.liveLedgerId } })).rev,
      ).toBe(rev);
    },
  );
});

describe("F3: an idempotency key", () => {
  it("with another body is refused, naming the field: 422", async () => {
    const call = newCall();
    await owner.transactions.create(call);
    for (const other of [
      { ...call, transactions: [purchase(accountId, { amount: eur("-12.51") })] },
      { ...call, transactions: [...call.transactions, ...call.transactions] },
      { ...call, reason: "another" },
      { ...call, dryRun: true },
    ]) {
      expect(await refusalOf(owner.transactions.create(other))).toMatchObject({
        status: 422,
        path: "idempotencyKey",
      });
    }
    expect(await countOf(call)).toBe(1);
  });

  it("whose first call is still being worked on is refused at once: 409", async () => {
    const call = newCall();
    const [first, second] = await Promise.allSettled([
      owner.transactions.create(call),
      owner.transactions.create(call),
    ]);
    expect(first.status).toBe("fulfilled");
    expect(
      await refusalOf(
        second.status === "rejected" ? Promise.reject(second.reason) : Promise.resolve(),
      ),
    ).toMatchObject({
      status: 409,
      path: "idempotencyKey",
    });
    expect(await countOf(call)).toBe(1);
  });

  it("is not used up by a call that failed", async () => {
    const call = newCall();
    const failing = {
      ...call,
      transactions: [purchase(accountId, { lines: [{ amount: eur("-1.00") }] })],
    };
    expect(await refusalOf(owner.transactions.create(failing))).toMatchObject({ status: 400 });
    await owner.transactions.create(call);
    expect(await countOf(call)).toBe(1);
  });

  it("belongs to one procedure of one ledger", async () => {
    const call = newCall();
    await owner.transactions.create(call);
    const { idempotencyKey } = call;
    await expect(
      owner.accounts.create({ name: "Same key", type: "cash", currency: "EUR", idempotencyKey }),
    ).resolves.toMatchObject({ created: 1 });
    const testLedger = await asKey(t.runtime, user, { mode: "test" });
    const [demo] = (await testLedger.accounts.list({})).items;
    const elsewhere = await testLedger.transactions.create({
      ...call,
      transactions: [purchase(demo?.id ?? "")],
    });
    expect(elsewhere.created).toBe(1);
  });

  it(
    "belongs to the integration key that sent it: another key's, and the owner's, are calls " +
      "of their own",
    async () => {
      const call = newCall();
      const keys = [await createKey(t.runtime, user), await createKey(t.runtime, user)];
      const ids = new Set<string | null>();
      for (const key of keys) {
        const agent = await withKey(t.runtime, key);
        const first = await agent.transactions.create(call);
        expect(await agent.transactions.create(call)).toEqual(first);
        // Each has written its own row, under its own name, and may take it back.
        expect(await agent.operations.get({ id: first.operationId ?? "" })).toMatchObject({
          keyId: key.id,
          changes: 1,
        });
        ids.add(first.operationId);
      }
      ids.add((await owner.transactions.create(call)).operationId);
      expect(ids.size).toBe(3);
      expect(await countOf(call)).toBe(3);
      const other = { ...call, reason: "Another body" };
      await expect(
        (await asKey(t.runtime, user)).transactions.create(other),
      ).resolves.toMatchObject({
        created: 1,
      });
    },
  );

  it("that another key's call is being worked on with stops nobody", async () => {
    const call = newCall();
    const agents = [await asKey(t.runtime, user), await asKey(t.runtime, user), owner];
    const answers = await Promise.all(agents.map((agent) => agent.transactions.create(call)));
    expect(new Set(answers.map(({ operationId }) => operationId)).size).toBe(3);
  });

  it("belongs to the owner at every login, and to nobody else", async () => {
    const call = newCall();
    const first = await owner.transactions.create(call);
    expect(await (await asSession(t.runtime, user)).transactions.create(call)).toEqual(first);
    const stranger = await asSession(t.runtime, await createUser(t.runtime));
    const own = { ...call, transactions: [purchase(await openAccount(stranger))] };
    expect((await stranger.transactions.create(own)).operationId).not.toBe(first.operationId);
  });

  it("is remembered for 24 hours, and then free again", async () => {
    const call = newCall();
    const first = await owner.transactions.create(call);
    try {
      clock.offsetMs = DAY_MS - 60_000;
      expect(await owner.transactions.create(call)).toEqual(first);
      clock.offsetMs = DAY_MS + 60_000;
      expect((await owner.transactions.create(call)).operationId).not.toBe(first.operationId);
      expect(await countOf(call)).toBe(2);
    } finally {
      clock.offsetMs = 0;
    }
  });

  it("answers what was answered then, though the rows have been undone since", async () => {
    const call = newCall();
    const first = await owner.transactions.create(call);
    await owner.operations.undo({ id: first.operationId ?? "" });
    expect(await owner.transactions.create(call)).toEqual(first);
    expect(await countOf(call)).toBe(0);
  });
});
