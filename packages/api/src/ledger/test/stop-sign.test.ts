import { expect, it, type TestContext, vi } from "vitest";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type KeyOptions } from "../../test/factories";
import { holdWrite } from "../../test/held-write";
import { contentOf } from "../../test/import-files";
import { statusOf } from "../../test/refusals";

// What becomes of writes that are under way when their caller is stopped, beyond what
// stopped-writes.test.ts tries of each.

/** A write waits here at each of its steps. */
const gate = vi.hoisted(() => ({ pass: async (): Promise<void> => undefined }));
vi.mock("../../common/stop-sign", async (original) => {
  const real = await original<typeof import("../../common/stop-sign")>();
  const lookForStop = async (rows: number) => {
    await gate.pass();
    await real.lookForStop(rows);
  };
  return { ...real, lookForStop };
});

const t = useRuntime();
const PASSWORD = "correct horse battery staple 12";
const needsServer = (context: TestContext) =>
  context.skip(t.database.engine === "pglite", "needs several connections");

async function setUp(options: KeyOptions = {}) {
  const user = await createUser(t.runtime, {
    passwordHash: await t.runtime.passwords.hash(PASSWORD),
  });
  const key = await createKey(t.runtime, user, options);
  const owner = await asSession(t.runtime, user);
  return {
    user,
    key,
    owner,
    agent: await withKey(t.runtime, key),
    accountId: await openAccount(owner),
  };
}

const fileOf = (rows: number) =>
  contentOf(
    [
      "Date,Payee,Amount",
      ...Array.from({ length: rows }, (_, at) => `2026-03-31,Shop ${at},-1.00`),
    ].join("\n"),
  );
/** Enough for several looks. */
const MANY = 6_100;
const count = (accountId: string) => t.runtime.db.transaction.count({ where: { accountId } });
const sent = (pattern: RegExp) => t.statements.filter((sql) => pattern.test(sql)).length;
const INSERTED = /insert into "transactions"/;

it("K6: a long write ends soon after its key is revoked, without doing the rest", async () => {
  const { key, owner, agent, accountId } = await setUp();
  const { import: draft } = await agent.imports.preview({ accountId, ...fileOf(MANY) });
  t.statements.length = 0;
  const status = await holdWrite(t.database, gate, {
    isThere: () => sent(INSERTED) === 1,
    write: () => statusOf(agent.imports.commit({ id: draft?.id ?? "" })),
    meanwhile: () => owner.integrationKeys.revoke({ id: key.id }),
  });
  expect([status, await count(accountId)]).toEqual([401, 0]);
  const done = sent(INSERTED);
  t.statements.length = 0;
  expect(await statusOf(owner.imports.commit({ id: draft?.id ?? "" }))).toBe(200);
  expect(done).toBeLessThan(sent(INSERTED) / 2);
});

it(
  "K6: what was written for somebody else is done again as a whole, once, after a stop that " +
    "it made room for",
  async () => {
    const { owner, agent, accountId } = await setUp();
    const other = await setUp();
    const { import: draft } = await agent.imports.preview({ accountId, ...fileOf(MANY) });
    t.statements.length = 0;
    const status = await holdWrite(t.database, gate, {
      isThere: () => sent(INSERTED) === 1,
      write: () => statusOf(agent.imports.commit({ id: draft?.id ?? "" })),
      meanwhile: () => other.owner.integrationKeys.revoke({ id: other.key.id }),
    });
    expect([status, await count(accountId)]).toEqual([200, MANY]);
    expect(
      (await owner.operations.list({})).items.filter(
        ({ procedure }) => procedure === "imports.commit",
      ),
    ).toHaveLength(1);
  },
);

it("K6: a file is not read on for a key that is revoked, and its draft is not kept", async () => {
  const { key, owner, agent, accountId } = await setUp();
  t.statements.length = 0;
  gate.pass = async () => {
    gate.pass = async () => undefined;
    await owner.integrationKeys.revoke({ id: key.id });
  };
  expect(await statusOf(agent.imports.preview({ accountId, ...fileOf(2 * MANY) }))).toBe(401);
  expect(sent(/insert into imports/)).toBe(0);
});

it(
  "A8: taking away the scope that a change needed beyond the procedure's own stops it; taking " +
    "away another one does not",
  async () => {
    const { key, owner, agent, accountId } = await setUp();
    const id = await addPurchase(owner, accountId);
    const change = (version: number) =>
      statusOf(
        agent.transactions.update({
          transactions: [{ id, version, patch: { amount: eur("-99.00") } }],
        }),
      );
    const narrowing = (scopes: KeyOptions["scopes"] & {}) => () =>
      owner.integrationKeys.update({ id: key.id, scopes: [...scopes] });
    const isThere = () => true;
    const kept = narrowing(["transactions:write"]);
    expect(
      await holdWrite(t.database, gate, { isThere, write: () => change(1), meanwhile: kept }),
    ).toBe(200);
    const shrunk = narrowing(["transactions:categorize"]);
    expect(
      await holdWrite(t.database, gate, { isThere, write: () => change(2), meanwhile: shrunk }),
    ).toBe(403);
    expect(await owner.transactions.get({ id })).toMatchObject({ version: 2 });
  },
);

it("A8: so does taking away the scope of what is undone", async () => {
  const { key, owner, agent, accountId } = await setUp();
  const { operationId } = await agent.transactions.create({ transactions: [purchase(accountId)] });
  const status = await holdWrite(t.database, gate, {
    isThere: () => true,
    write: () => statusOf(agent.operations.undo({ id: operationId ?? "" })),
    meanwhile: () => owner.integrationKeys.update({ id: key.id, scopes: ["transactions:read"] }),
  });
  expect([status, await count(accountId)]).toEqual([403, 1]);
});

it(
  "A8: a write that waits for its turn is judged when that comes: nothing was promised to it " +
    "before",
  async () => {
    const { key, owner, agent, accountId } = await setUp();
    const id = await addPurchase(owner, accountId);
    const waiting: Promise<number>[] = [];
    const first = await holdWrite(t.database, gate, {
      isThere: () => true,
      write: () => statusOf(addPurchase(owner, accountId)),
      meanwhile: () => {
        waiting.push(statusOf(agent.transactions.delete({ ids: [id], expectedCount: 1 })));
        return owner.integrationKeys.update({ id: key.id, scopes: ["transactions:read"] });
      },
    });
    expect([first, ...(await Promise.all(waiting)), await count(accountId)]).toEqual([200, 403, 2]);
  },
);

it("K8: an account is deleted while its key is writing, and the write is given up", async () => {
  const { user, owner, agent, accountId } = await setUp();
  const deleting: Promise<unknown>[] = [];
  const status = await holdWrite(t.database, gate, {
    isThere: () => true,
    write: () => statusOf(addPurchase(agent, accountId)),
    meanwhile: async () => {
      deleting.push(owner.profile.delete({ password: PASSWORD }));
      // Its first step, which is answered by nobody: every key and login ends.
      while (
        (await t.runtime.db.integrationKey.count({
          where: { userId: user.userId, revokedAt: null },
        })) > 0
      );
    },
  });
  await Promise.all(deleting);
  expect(status).toBe(401);
  expect(await t.runtime.db.user.count({ where: { id: user.userId } })).toBe(0);
});

it("K6: a key can be made or replaced while its owner's ledger is written", async (context) => {
  needsServer(context);
  const { key, owner, agent, accountId } = await setUp();
  const other = await owner.integrationKeys.create({ label: "Other", preset: "read-only" });
  const status = await holdWrite(t.database, gate, {
    isThere: () => true,
    write: () => statusOf(addPurchase(agent, accountId)),
    meanwhile: async () => {
      await owner.integrationKeys.create({ label: "New", preset: "read-only" });
      await owner.integrationKeys.rotate({ id: other.integrationKey.id });
    },
  });
  expect([status, await count(accountId), key.id]).toEqual([200, 1, key.id]);
});
