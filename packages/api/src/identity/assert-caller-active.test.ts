import type { Db } from "@pfn/db";
import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../root";
import { openAccount, purchase } from "../test/books";
import { asSession, withKey } from "../test/callers";
import { useRuntime } from "../test/database";
import { dumpBooks } from "../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../test/factories";
import { refusalOf } from "../test/refusals";

const t = useRuntime();
let user: TestUser;
let key: TestKey;
let accountId: string;
/**
 * Both were admitted while everything was in order; what happens next, happens between that and
 * their write.
 */
let agent: AppCaller;
let owner: AppCaller;

beforeEach(async () => {
  user = await createUser(t.runtime);
  key = await createKey(t.runtime, user);
  owner = await asSession(t.runtime, user);
  agent = await withKey(t.runtime, key);
  accountId = await openAccount(owner);
});

const id = true;
const revoke = (db: Db) =>
  db.integrationKey.update({
    where: { id: key.id },
    data: { revokedAt: new Date(), revokedReason: "owner" },
    select: { id },
  });
const expire = (db: Db) =>
  db.integrationKey.update({
    where: { id: key.id },
    data: { expiresAt: new Date(Date.now() - 1_000) },
    select: { id },
  });
const suspend = (db: Db) =>
  db.user.update({ where: { id: user.userId }, data: { status: "suspended" }, select: { id } });
const endSession = (db: Db) =>
  db.loginSession.update({
    where: { id: user.sessionId },
    data: { endedAt: new Date() },
    select: { id },
  });

const writes = (caller: AppCaller): [string, () => Promise<unknown>][] => [
  [
    "accounts.create",
    () => caller.accounts.create({ name: "Late", type: "cash", currency: "EUR" }),
  ],
  [
    "transactions.create",
    () => caller.transactions.create({ transactions: [purchase(accountId)] }),
  ],
  ["ledger.fillDemo", () => caller.ledger.fillDemo()],
];

describe(
  "A8: a write by a caller that was stopped after it was admitted is refused inside its " +
    "transaction, and leaves nothing",
  () => {
    it.each<[string, () => AppCaller, (db: Db) => Promise<unknown>, string]>([
      ["a revoked key", () => agent, revoke, "This integration key opens nothing."],
      ["an expired key", () => agent, expire, "This integration key opens nothing."],
      [
        "the key of a suspended person",
        () => agent,
        suspend,
        "This integration key opens nothing.",
      ],
      ["a suspended person", () => owner, suspend, "This call needs a signed-in person."],
      ["a login that was ended", () => owner, endSession, "This call needs a signed-in person."],
    ])("%s", async (_, caller, stop, detail) => {
      await stop(t.runtime.db);
      const before = await dumpBooks(t.runtime.db);
      for (const [, write] of writes(caller()))
        expect(await refusalOf(write())).toMatchObject({ status: 401, detail });
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
    });

    it("nor is it answered from the log by its idempotency key", async () => {
      const call = { transactions: [purchase(accountId)], idempotencyKey: "before" };
      await agent.transactions.create(call);
      await revoke(t.runtime.db);
      expect(await refusalOf(agent.transactions.create(call))).toMatchObject({ status: 401 });
    });

    it("nor may it undo", async () => {
      const { operationId } = await agent.transactions.create({
        transactions: [purchase(accountId)],
      });
      await revoke(t.runtime.db);
      expect(await refusalOf(agent.operations.undo({ id: operationId ?? "" }))).toMatchObject({
        status: 401,
      });
    });
  },
);

it(
  "K6: once a revocation is answered, no write of the key is committed any more, however many " +
    "were under way",
  async () => {
    const under = Promise.allSettled(
      Array.from({ length: 20 }, () =>
        agent.transactions.create({ transactions: [purchase(accountId)] }),
      ),
    );
    await owner.integrationKeys.revoke({ id: key.id });
    const count = () => t.runtime.db.transaction.count({ where: { accountId } });
    const atRevocation = await count();
    await under;
    expect(await count()).toBe(atRevocation);
  },
);
