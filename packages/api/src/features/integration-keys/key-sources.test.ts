import { beforeAll, beforeEach, expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime({ trustedProxies: ["127.0.0.1"] });
const server = useServer(t);

let owner: TestUser;
let key: TestKey;
beforeAll(async () => {
  owner = await createUser(t.runtime);
});
beforeEach(async () => {
  key = await createKey(t.runtime, owner);
});

async function use(ip: string, client: string): Promise<void> {
  const headers = { "x-forwarded-for": ip, "user-agent": client };
  expect(
    (await get(server.url, "me.get", { authorization: key.authorization, headers })).status,
  ).toBe(200);
  await t.runtime.keyUse.flush({ all: true });
}
const details = async () => (await asSession(t.runtime, owner)).integrationKeys.get({ id: key.id });
const trail = async () => {
  const { items } = await (await asSession(t.runtime, owner)).profile.audit({});
  return items.filter((item) => item.key?.id === key.id);
};

it(
  "the owner is shown a network and a program that the key was not used from before, on its " +
    "page and in the trail",
  async () => {
    await use("203.0.113.7", "budget-agent/1.0");
    await use("203.0.113.7", "budget-agent/1.1");
    expect(await details()).toMatchObject({
      networks: [{ value: "203.0.113.7", isNew: false }],
      clients: [{ value: "budget-agent", isNew: false }],
    });
    expect(await trail()).toEqual([]);

    await use("2001:db8:1:2::7", "curl/8.5.0");
    await use("2001:db8:1:2::8", "curl/8.6.0");
    const { networks, clients } = await details();
    expect(networks).toMatchObject([
      { value: "2001:db8:1:2::/64", isNew: true },
      { value: "203.0.113.7", isNew: false },
    ]);
    expect(clients).toMatchObject([
      { value: "curl", isNew: true },
      { value: "budget-agent", isNew: false },
    ]);
    const events = await trail();
    expect(
      new Set(events.map(({ event, details: what }) => `${event} ${JSON.stringify(what)}`)),
    ).toEqual(
      new Set([
        'key.newNetwork {"network":"2001:db8:1:2::/64"}',
        'key.newClient {"client":"curl"}',
      ]),
    );
  },
);

it("what was new two weeks ago is not new any more", async () => {
  await use("203.0.113.7", "curl/8");
  await use("198.51.100.1", "curl/8");
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const { db } = t.runtime;
  await db.integrationKeySource.updateMany({
    where: { keyId: key.id },
    data: { firstSeenAt: ago(40) },
  });
  await db.integrationKeySource.updateMany({
    where: { keyId: key.id, value: "198.51.100.1" },
    data: { firstSeenAt: ago(15) },
  });
  expect((await details()).networks.map(({ isNew }) => isNew)).toEqual([false, false]);
});

it(
  "a refused use is no use: whoever tries a revoked key is not noted as a place where it " +
    "works",
  async () => {
    await (await asSession(t.runtime, owner)).integrationKeys.revoke({ id: key.id });
    const headers = { "x-forwarded-for": "198.51.100.9", "user-agent": "thief/1" };
    expect(
      (await get(server.url, "me.get", { authorization: key.authorization, headers })).status,
    ).toBe(401);
    await t.runtime.keyUse.flush({ all: true });
    expect(await details()).toMatchObject({ networks: [], clients: [], refusals30d: 1 });
  },
);

it("F5: noting where a key is used from costs no statement on the request's path", async () => {
  t.statements.length = 0;
  const headers = { "x-forwarded-for": "203.0.113.8", "user-agent": "new-program/1" };
  await get(server.url, "me.get", { authorization: key.authorization, headers });
  expect(t.statements).toHaveLength(1);
});
