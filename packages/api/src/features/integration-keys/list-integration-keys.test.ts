import { beforeEach, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";

// What an owner sees of all their keys.

const t = useRuntime();
const DAY_MS = 86_400_000;

const made: { user?: TestUser; keys?: AppCaller["integrationKeys"] } = {};
beforeEach(async () => {
  made.user = await createUser(t.runtime);
  made.keys = (await asSession(t.runtime, made.user)).integrationKeys;
});
const ready = () => {
  if (made.user === undefined || made.keys === undefined) throw new Error("not ready");
  return { user: made.user, keys: made.keys };
};

it(
  "every key is listed, newest first, those that no longer work included, " + "each with its state",
  async () => {
    const { user, keys } = ready();
    const given = {
      expired: await createKey(t.runtime, user, { expiresAt: new Date(Date.now() - 1_000) }),
      revoked: await createKey(t.runtime, user, {
        revokedAt: new Date(),
        expiresAt: new Date(Date.now() - 1_000),
      }),
      expiring: await createKey(t.runtime, user, { expiresAt: new Date(Date.now() + 14 * DAY_MS) }),
      active: await createKey(t.runtime, user, {
        expiresAt: new Date(Date.now() + 14 * DAY_MS + 60_000),
      }),
    };
    await createKey(t.runtime, await createUser(t.runtime));
    const { items, nextCursor } = await keys.list({});
    expect(items.map(({ id, state }) => [id, state])).toEqual(
      Object.entries(given)
        .map(([state, { id }]) => [id, state])
        .reverse(),
    );
    expect(nextCursor).toBeNull();
  },
);

it(
  "pages hold every key once and in order, also keys of the same millisecond, and a key made " +
    "meanwhile moves none",
  async () => {
    const { user, keys } = ready();
    for (let index = 0; index < 7; index++) await createKey(t.runtime, user);
    await t.runtime.db.integrationKey.updateMany({
      where: { userId: user.userId },
      data: { createdAt: new Date() },
    });
    const all = (await keys.list()).items.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof keys.list>> = await keys.list({
        limit: 3,
        ...(cursor !== null && { cursor }),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await createKey(t.runtime, user);
    } while (cursor !== null);
    expect(seen).toEqual(all);
    expect(seen).toHaveLength(7);
  },
);

it(
  "I5: a cursor fits only the list and the person it was made for, and a limit lies between 1 " +
    "and 200",
  async () => {
    const { user, keys } = ready();
    await createKey(t.runtime, user);
    await createKey(t.runtime, user);
    const { nextCursor } = await keys.list({ limit: 1 });
    const cursor = nextCursor ?? "";
    expect((await keys.list({ limit: 1, cursor })).items).toHaveLength(1);
    const stranger = await asSession(t.runtime, await createUser(t.runtime));
    const owner = await asSession(t.runtime, user);
    const refused = [
      stranger.integrationKeys.list({ cursor }),
      owner.profile.sessions({ cursor }),
      keys.list({ cursor: `${cursor}x` }),
      keys.list({ cursor: "" }),
    ];
    for (const call of refused)
      await expect(call).rejects.toMatchObject({ cause: { code: "BAD_REQUEST", path: "cursor" } });
    for (const limit of [0, 201, 1.5])
      await expect(keys.list({ limit })).rejects.toMatchObject({
        code: "BAD_REQUEST",
        message: /limit/,
      });
  },
);

it(
  "uses and refusals are those of the last 30 days, today included; the key's page has each " +
    "day of 90",
  async () => {
    const { user, keys } = ready();
    const [{ id }, other] = [await createKey(t.runtime, user), await createKey(t.runtime, user)];
    const today = Date.parse(new Date().toISOString().slice(0, 10));
    const dayAgo = (days: number) => new Date(today - days * DAY_MS);
    await t.runtime.db.integrationKeyDay.createMany({
      data: Array.from({ length: 100 }, (_, days) => ({
        keyId: id,
        day: dayAgo(days),
        uses: 1,
        refusals: 2,
      })),
    });
    await t.runtime.db.integrationKeyDay.create({
      data: { keyId: other.id, day: dayAgo(29), uses: 5, refusals: 7 },
    });
    const { items } = await keys.list({});
    expect(items.map(({ id, uses30d, refusals30d }) => [id, uses30d, refusals30d])).toEqual([
      [other.id, 5, 7],
      [id, 30, 60],
    ]);
    const { days } = await keys.get({ id });
    expect(days).toHaveLength(90);
    expect(days.at(-1)).toEqual({
      day: dayAgo(0).toISOString().slice(0, 10),
      uses: 1,
      refusals: 2,
    });
    expect(days[0]?.day).toBe(dayAgo(89).toISOString().slice(0, 10));
  },
);

it(
  "a key's page shows its latest 20 operations, newest first, and none " + "of anybody else",
  async () => {
    const { user, keys } = ready();
    const owner = await asSession(t.runtime, user);
    const key = await createKey(t.runtime, user);
    const agent = await withKey(t.runtime, key);
    for (let index = 0; index < 22; index++)
      await agent.accounts.create({
        name: `Account ${index}`,
        type: "cash",
        currency: "EUR",
        reason: `step ${index}`,
      });
    await owner.accounts.create({ name: "By hand", type: "cash", currency: "EUR" });
    const { operations } = await keys.get({ id: key.id });
    expect(operations.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 20 }, (_, index) => `step ${21 - index}`),
    );
    expect(operations[0]).toMatchObject({
      procedure: "accounts.create",
      state: "applied",
      changes: 1,
    });
  },
);
