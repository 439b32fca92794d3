import { expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";
import { revokeEverything } from "./revoke-everything";

const t = useRuntime();
const server = useServer(t);

async function createPerson() {
  const user = await createUser(t.runtime);
  const keys = [
    await createKey(t.runtime, user),
    await createKey(t.runtime, user, { mode: "test" }),
  ];
  const statuses = async () => [
    (await get(server.url, "profile.me", { cookie: user.cookie })).status,
    ...(await Promise.all(keys.map(async (key) => (await get(server.url, "me.get", key)).status))),
  ];
  return { ...user, statuses };
}

it("O3: ends the keys and logins of one person at once, and leaves everybody else's", async () => {
  const [ada, bob] = [await createPerson(), await createPerson()];
  expect(await revokeEverything(t.database, { email: ` ${ada.email.toUpperCase()}` })).toEqual({
    keys: 2,
    sessions: 1,
  });
  expect(await ada.statuses()).toEqual([401, 401, 401]);
  expect(await bob.statuses()).toEqual([200, 200, 200]);
  const events = await t.runtime.db.auditEvent.findMany({ where: { userId: ada.userId } });
  expect(events.map(({ event }) => event).sort()).toEqual([
    "key.revoked",
    "key.revoked",
    "session.ended",
  ]);
  expect(await revokeEverything(t.database, { email: ada.email })).toEqual({
    keys: 0,
    sessions: 0,
  });
});

it("O3: ends everybody's", async () => {
  const people = [await createPerson(), await createPerson()];
  await revokeEverything(t.database);
  for (const { statuses } of people) expect(await statuses()).toEqual([401, 401, 401]);
});

it("says when there is nobody with that address, and changes nothing", async () => {
  const ada = await createPerson();
  for (const email of ["nobody@example.org", "not an address", ""]) {
    expect(await revokeEverything(t.database, { email })).toBeNull();
  }
  expect(await ada.statuses()).toEqual([200, 200, 200]);
});
