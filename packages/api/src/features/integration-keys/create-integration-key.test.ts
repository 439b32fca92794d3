import { hashKey, PRESETS, parseKey, SCOPES } from "@pfn/keys";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { RouterInputs } from "../../root";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";

type Input = RouterInputs["integrationKeys"]["create"];

const t = useRuntime();
const DAY_MS = 86_400_000;
const NOW = new Date("2026-03-31T12:00:00.000Z");

const made: { user?: TestUser } = {};
beforeAll(async () => {
  t.runtime.now = () => NOW;
  made.user = await createUser(t.runtime);
});
afterEach(() => t.runtime.db.integrationKey.deleteMany());

async function create(input: Partial<Input>) {
  if (made.user === undefined) throw new Error("not ready");
  const owner = await asSession(t.runtime, made.user);
  return owner.integrationKeys.create({
    label: "Agent",
    ...((input.scopes ?? input.preset) ? {} : { preset: "read-only" }),
    ...input,
  });
}
const inDays = (days: number, ms = 0) => new Date(NOW.getTime() + days * DAY_MS + ms).toISOString();
const rows = async () => [
  await t.runtime.db.integrationKey.count(),
  await t.runtime.db.auditEvent.count(),
];

it("K1, K2: a new key is well formed, and only its sha256 is kept", async () => {
  const { key, integrationKey } = await create({});
  expect(parseKey(key)).toEqual({ mode: "live" });
  const { hash } = await t.runtime.db.integrationKey.findUniqueOrThrow({
    where: { id: integrationKey.id },
    select: { hash: true },
  });
  expect(Buffer.from(hash)).toEqual(Buffer.from(hashKey(key)));
  expect(integrationKey.hint).toBe(`pfn_live_…${key.slice(37, 41)}`);
});

it("a new key is answered with its row", async () => {
  const { integrationKey } = await create({ label: "  Budget agent ", preset: "read-only" });
  expect(integrationKey).toEqual({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    hint: expect.stringContaining("pfn_live_…"),
    ...{
      label: "Budget agent",
      mode: "live",
      state: "active",
      expiresAt: inDays(90),
      createdAt: NOW.toISOString(),
    },
    scopes: ["accounts:read", "categories:read", "transactions:read", "reports:read"],
    ...{ revokedAt: null, revokedReason: null, rotatedFromId: null },
    ...{
      lastUsedAt: null,
      lastUsedIp: null,
      lastUsedClient: null,
      idleAt: null,
      uses30d: 0,
      refusals30d: 0,
    },
  });
});

it.each(PRESETS.map(({ id, scopes }) => [id, scopes] as const))(
  "the preset %s grants exactly its scopes, as shown",
  async (preset, scopes) => {
    expect((await create({ preset })).integrationKey.scopes).toEqual(scopes);
  },
);

it("A5: scopes by list are kept once each, in the list's own order", async () => {
  const { integrationKey } = await create({
    scopes: ["reports:read", "accounts:read", "reports:read"],
  });
  expect(integrationKey.scopes).toEqual(["accounts:read", "reports:read"]);
  expect((await create({ scopes: SCOPES.toReversed() })).integrationKey.scopes).toEqual(SCOPES);
});

it.each<[string, Partial<Input>, string | null]>([
  ["90 days unless told", {}, inDays(90)],
  ["a day", { expiresInDays: 1 }, inDays(1)],
  ["a year", { expiresInDays: 365 }, inDays(365)],
  ["a moment", { expiresAt: "2026-04-01T00:00:00Z" }, "2026-04-01T00:00:00.000Z"],
  ["a second from now", { expiresAt: inDays(0, 1_000) }, inDays(0, 1_000)],
  ["exactly a year from now", { expiresAt: inDays(365) }, inDays(365)],
  ["never, by explicit choice", { never: true }, null],
])("K9: a key expires after %s", async (_, expiry, expected) => {
  expect((await create(expiry)).integrationKey.expiresAt).toBe(expected);
});

it.each<[string, Partial<Input>, string]>([
  ["now", { expiresAt: inDays(0) }, "expiresAt"],
  ["in the past", { expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
  ["a moment more than a year away", { expiresAt: inDays(365, 1) }, "expiresAt"],
  ["in the year 9999", { expiresAt: "9999-12-31T23:59:59Z" }, "expiresAt"],
  ["without a time zone", { expiresAt: "2026-04-01T00:00:00" }, "expiresAt"],
  ["in another time zone", { expiresAt: "2026-04-01T00:00:00+02:00" }, "expiresAt"],
  ["a day that does not exist", { expiresAt: "2026-02-30T00:00:00Z" }, "expiresAt"],
  ["an empty text", { expiresAt: "" }, "expiresAt"],
  ["zero days", { expiresInDays: 0 }, "expiresInDays"],
  ["a negative number of days", { expiresInDays: -1 }, "expiresInDays"],
  ["366 days", { expiresInDays: 366 }, "expiresInDays"],
  ["half a day", { expiresInDays: 0.5 }, "expiresInDays"],
  ["days without end", { expiresInDays: Number.POSITIVE_INFINITY }, "expiresInDays"],
  ["two choices", { expiresInDays: 7, never: true }, "expiresAt"],
  ["two other choices", { expiresInDays: 7, expiresAt: inDays(7) }, "expiresAt"],
])("K9: an expiry of %s is refused by name, and leaves nothing behind", async (_, expiry, path) => {
  const before = await rows();
  await expect(create(expiry)).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining(path),
  });
  expect(await rows()).toEqual(before);
});

it("scopes or a preset: not both, not neither, not none", async () => {
  if (made.user === undefined) throw new Error("not ready");
  const { integrationKeys } = await asSession(t.runtime, made.user);
  await expect(integrationKeys.create({ label: "A" })).rejects.toThrow(
    "Send either `scopes` or `preset`.",
  );
  await expect(
    integrationKeys.create({ label: "A", preset: "full", scopes: ["reports:read"] }),
  ).rejects.toThrow("Send either `scopes` or `preset`.");
  await expect(integrationKeys.create({ label: "A", scopes: [] })).rejects.toThrow(
    "Choose at least one scope.",
  );
});

it("a test key belongs to the test ledger, a live key to the live one", async () => {
  const { key, integrationKey } = await create({ mode: "test" });
  expect(parseKey(key)).toEqual({ mode: "test" });
  expect(integrationKey.mode).toBe("test");
  const { ledgerId } = await t.runtime.db.integrationKey.findUniqueOrThrow({
    where: { id: integrationKey.id },
  });
  expect(ledgerId).toBe(made.user?.testLedgerId);
});

it(
  "L4: a key's creation stands in the owner's trail, with its scopes and " + "without the key",
  async () => {
    const { key, integrationKey } = await create({ scopes: ["reports:read"] });
    const events = await t.runtime.db.auditEvent.findMany({ where: { keyId: integrationKey.id } });
    expect(events).toMatchObject([
      {
        event: "key.created",
        userId: made.user?.userId,
        details: { scopes: ["reports:read"], hint: integrationKey.hint },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(key.slice(9, 37));
  },
);

it.each<[number, string]>([
  [90, "active"],
  [15, "active"],
  [14, "expiring"],
  [1, "expiring"],
])("a key with %i days left is shown as %s", async (expiresInDays, state) => {
  expect((await create({ expiresInDays })).integrationKey.state).toBe(state);
});
