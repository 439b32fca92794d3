import { hashKey } from "@pfn/keys";
import { expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { type Answer, get, post } from "../../test/requests";
import { useServer } from "../../test/server";

// A key stands in the answer to its creation, and nowhere else (K2, K3).

const t = useRuntime();
const server = useServer(t);

/**
 * What would give a key away: itself, the part that the hint hides, and its hash in every usual
 * form.
 */
function tracesOf(key: string): string[] {
  const hash = Buffer.from(hashKey(key));
  const text = Buffer.from(key);
  return [
    key,
    key.slice(9, 37),
    hash.toString("hex"),
    hash.toString("base64"),
    hash.toString("base64url"),
    text.toString("base64"),
    text.toString("hex"),
  ];
}

it(
  "K2, K3: no call of the owner, the administrator or the key itself shows a key or its hash " +
    "again",
  async () => {
    const owner = await createUser(t.runtime, { role: "admin" });
    const session = { cookie: owner.cookie };
    const made = JSON.parse(
      (
        await post(server.url, "integrationKeys.create", {
          ...session,
          body: { label: "Agent", preset: "full" },
        })
      ).text,
    ).result.data;
    const { key, integrationKey } = made;
    const { id } = integrationKey;
    const bearer = { authorization: `Bearer ${key}` };
    const answers: Answer[] = [
      await get(server.url, "me.get", bearer),
      await get(server.url, "integrationKeys.list", session),
      await get(server.url, "integrationKeys.get", { ...session, input: { id } }),
      await post(server.url, "integrationKeys.update", {
        ...session,
        body: { id, label: "Renamed" },
      }),
      await get(server.url, "profile.me", session),
      await get(server.url, "profile.sessions", session),
      await get(server.url, "admin.users", session),
      await post(server.url, "accounts.create", {
        ...bearer,
        body: { name: "Cash", type: "cash", currency: "EUR" },
      }),
      await get(server.url, "operations.list", bearer),
    ];
    const rotation = await post(server.url, "integrationKeys.rotate", { ...session, body: { id } });
    const next = JSON.parse(rotation.text).result.data;
    answers.push(
      { ...rotation, text: rotation.text.replace(next.key, "") },
      await post(server.url, "integrationKeys.revoke", {
        ...session,
        body: { id: next.integrationKey.id },
      }),
      await get(server.url, "integrationKeys.list", session),
      await get(server.url, "me.get", { authorization: `Bearer ${next.key}` }),
    );
    expect(answers.map(({ status }) => status)).toEqual([...new Array<number>(12).fill(200), 401]);
    const shown = answers
      .map(({ text, headers }) => text + JSON.stringify([...headers]))
      .join("\n");
    for (const trace of [...tracesOf(key), ...tracesOf(next.key)])
      expect(shown).not.toContain(trace);
    expect(shown).toContain(integrationKey.hint);
  },
);

it("K3: the answer that reveals a key may be neither stored nor set as a cookie", async () => {
  const { cookie } = await createUser(t.runtime);
  const answer = await post(server.url, "integrationKeys.create", {
    cookie,
    body: { label: "Agent", preset: "full" },
  });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("set-cookie")).toBeNull();
});

it("two keys have nothing in common but their form", async () => {
  const { cookie } = await createUser(t.runtime);
  const create = async () =>
    JSON.parse(
      (
        await post(server.url, "integrationKeys.create", {
          cookie,
          body: { label: "Same", preset: "full" },
        })
      ).text,
    ).result.data;
  const [one, two] = [await create(), await create()];
  expect(one.key).not.toBe(two.key);
  expect(one.integrationKey.id).not.toBe(two.integrationKey.id);
});
