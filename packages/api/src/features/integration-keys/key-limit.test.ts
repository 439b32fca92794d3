import { expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type KeyOptions, type TestUser } from "../../test/factories";
import { MAX_ACTIVE_KEYS } from "./issue-key";

// At most 25 active keys per person, also when many are asked for at once (K9).

const t = useRuntime();

async function withKeys(count: number, options: KeyOptions = {}): Promise<TestUser> {
  const user = await createUser(t.runtime);
  for (let index = 0; index < count; index++) await createKey(t.runtime, user, options);
  return user;
}
const active = ({ userId }: TestUser) =>
  t.runtime.db.integrationKey.count({
    where: {
      userId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  });
const isNearlyADay = (seconds: number) => seconds > 86_300 && seconds <= 86_400;
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (thrown: { code?: string }) => thrown.code,
  );

it(
  "R1: a person creates at most so many keys in 24 hours, rotations and concurrent calls " +
    "included",
  async () => {
    const { runtime } = t;
    const limited = { ...runtime, limits: { ...runtime.limits, keysPerDay: 3 } };
    const user = await createUser(runtime);
    const [owner, other] = [
      await asSession(limited, user),
      await asSession(limited, await createUser(runtime)),
    ];
    const { integrationKey } = await owner.integrationKeys.create({
      label: "First",
      preset: "read-only",
    });
    const asked = await Promise.all([
      outcome(owner.integrationKeys.rotate({ id: integrationKey.id, graceInDays: 1 })),
      ...Array.from({ length: 4 }, () =>
        outcome(owner.integrationKeys.create({ label: "More", preset: "read-only" })),
      ),
    ]);
    expect(asked.filter((answer) => answer === "done")).toHaveLength(2);
    expect(asked.filter((answer) => answer === "TOO_MANY_REQUESTS")).toHaveLength(3);
    expect(
      await outcome(other.integrationKeys.create({ label: "Mine", preset: "read-only" })),
    ).toBe("done");
    await expect(
      owner.integrationKeys.create({ label: "More", preset: "read-only" }),
    ).rejects.toMatchObject({
      cause: { details: { retryAfterSeconds: expect.toSatisfy(isNearlyADay) } },
    });
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await runtime.db.integrationKey.updateMany({
      where: { userId: user.userId },
      data: { createdAt: yesterday },
    });
    expect(
      await outcome(owner.integrationKeys.create({ label: "Next day", preset: "read-only" })),
    ).toBe("done");
  },
);

it("K9: the 25th key can be made, the 26th cannot, and says what to do", async () => {
  const user = await withKeys(MAX_ACTIVE_KEYS - 1);
  const owner = await asSession(t.runtime, user);
  await owner.integrationKeys.create({ label: "The 25th", preset: "read-only" });
  await expect(
    owner.integrationKeys.create({ label: "The 26th", preset: "read-only" }),
  ).rejects.toMatchObject({
    code: "CONFLICT",
    message: "You have 25 active keys, the most there can be.",
    cause: { hint: "Revoke one that is no longer needed." },
  });
  expect(await active(user)).toBe(MAX_ACTIVE_KEYS);
});

it("K9: revoked and expired keys do not count, keys of others neither, test keys do", async () => {
  const user = await withKeys(MAX_ACTIVE_KEYS, { revokedAt: new Date() });
  for (let index = 0; index < 3; index++)
    await createKey(t.runtime, user, { expiresAt: new Date(Date.now() - 1_000) });
  const owner = await asSession(t.runtime, user);
  for (let index = 0; index < MAX_ACTIVE_KEYS; index++) {
    await owner.integrationKeys.create({
      label: `Key ${index}`,
      preset: "read-only",
      mode: index % 2 === 0 ? "test" : "live",
    });
  }
  expect(
    await outcome(
      owner.integrationKeys.create({ label: "More", preset: "read-only", mode: "test" }),
    ),
  ).toBe("CONFLICT");
  await owner.integrationKeys.revokeAll({});
  expect(await outcome(owner.integrationKeys.create({ label: "More", preset: "read-only" }))).toBe(
    "done",
  );
});

it("K9: 200 creations at once beside 24 keys leave exactly 25", async () => {
  const user = await withKeys(MAX_ACTIVE_KEYS - 1);
  const owner = await asSession(t.runtime, user);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      outcome(owner.integrationKeys.create({ label: `Key ${index}`, preset: "read-only" })),
    ),
  );
  expect(await active(user)).toBe(MAX_ACTIVE_KEYS);
  expect(outcomes.filter((result) => result === "done")).toHaveLength(1);
  expect(outcomes.filter((result) => result === "CONFLICT")).toHaveLength(199);
});

it("K9: creations and replacements with a grace at once stay within the limit", async () => {
  const user = await withKeys(MAX_ACTIVE_KEYS - 3);
  const { id } = await createKey(t.runtime, user);
  const owner = await asSession(t.runtime, user);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      outcome(
        index % 2 === 0
          ? owner.integrationKeys.rotate({ id, graceInDays: 7 })
          : owner.integrationKeys.create({ label: `Key ${index}`, preset: "read-only" }),
      ),
    ),
  );
  expect(await active(user)).toBe(MAX_ACTIVE_KEYS);
});

it(
  "K9: a key can be replaced at once at the limit, where one with a grace would be one too " +
    "many",
  async () => {
    const user = await withKeys(MAX_ACTIVE_KEYS - 1);
    const { id } = await createKey(t.runtime, user);
    const owner = await asSession(t.runtime, user);
    expect(await outcome(owner.integrationKeys.rotate({ id, graceInDays: 1 }))).toBe("CONFLICT");
    expect(await t.runtime.db.integrationKey.findUnique({ where: { id } })).toMatchObject({
      revokedAt: null,
      expiresAt: null,
    });
    expect(await outcome(owner.integrationKeys.rotate({ id }))).toBe("done");
    expect(await active(user)).toBe(MAX_ACTIVE_KEYS);
  },
);
