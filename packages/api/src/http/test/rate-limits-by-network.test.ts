import { generateKey } from "@pfn/keys";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { type Answer, get, post, problemOf } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { expectThrottled, LIMITS, repeat, statuses } from "./throttled";

const t = useRuntime({ limits: LIMITS, trustedProxies: ["127.0.0.1"] });
const server = useServer(t);

let user: TestUser;
const made: { key?: TestKey; networks: number } = { networks: 0 };
beforeAll(async () => {
  user = await createUser(t.runtime);
});
beforeEach(async () => {
  made.key = await createKey(t.runtime, user);
  made.networks += 1;
});
const authorization = () => made.key?.authorization ?? "";
/** Each test calls from a network of its own. */
const from = (ip = `192.0.2.${made.networks}`) => ({ headers: { "x-forwarded-for": ip } });
const unknown = () => `Bearer ${generateKey("live").key}`;

describe("R1, R2: keys that open nothing", () => {
  it("after too many, a network's bad keys get 429, and its valid keys still work", async () => {
    const bad = ["Bearer pfn_live_nonsense", unknown(), unknown(), "Bearer x", unknown()];
    const answers: Answer[] = [];
    for (const text of bad)
      answers.push(await get(server.url, "me.get", { authorization: text, ...from() }));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 429]);
    expectThrottled(answers.at(-1), "failed-keys", 4);
    expectThrottled(
      await rest(server.url, "GET /me", { authorization: unknown(), ...from() }),
      "failed-keys",
      4,
    );
    expect(
      (await get(server.url, "me.get", { authorization: authorization(), ...from() })).status,
    ).toBe(200);
  });

  it(
    "the 429 is the same for unknown and for revoked keys, and says nothing of any key's own " +
      "quota",
    async () => {
      const revoked = await createKey(t.runtime, user, { revokedAt: new Date() });
      await repeat(4, () => get(server.url, "me.get", { authorization: unknown(), ...from() }));
      for (const text of [unknown(), revoked.authorization, "Bearer nonsense"]) {
        const answer = await get(server.url, "me.get", { authorization: text, ...from() });
        expectThrottled(answer, "failed-keys", 4);
        expect(answer.headers.get("ratelimit")).not.toContain('"key"');
        expect(problemOf(answer).detail).toBe("Too many keys that open nothing from this network.");
      }
    },
  );

  it("a key that the database cannot look up is no bad key, however often", async () => {
    vi.spyOn(t.runtime.database, "findKey").mockRejectedValue(new Error("no database"));
    const answers = await repeat(6, () =>
      get(server.url, "me.get", { authorization: unknown(), ...from() }),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([503]));
  });

  it("S8: an IPv6 network is its /64; another /64 is another", async () => {
    const near = Array.from({ length: 5 }, (_, index) => from(`2001:db8:1:2::${index + 1}`));
    const answers: Answer[] = [];
    for (const sender of near)
      answers.push(await get(server.url, "me.get", { authorization: unknown(), ...sender }));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 429]);
    const elsewhere = from("2001:db8:1:3::1");
    expect(
      (await get(server.url, "me.get", { authorization: unknown(), ...elsewhere })).status,
    ).toBe(401);
  });
});

describe("R1, R2: calls without a credential", () => {
  it(
    "are counted by network, whatever they ask for: procedures, REST, its description, " +
      "burning",
    async () => {
      const calls = [
        () => get(server.url, "me.get", from()),
        () => post(server.url, "profile.signUp", { body: {}, ...from() }),
        () => rest(server.url, "GET /me", from()),
        () => rest(server.url, "GET /openapi.json", from()),
        () => get(server.url, "no.such", from()),
        () => burn(generateKey("live").key),
        () => burn(generateKey("live").key),
        () => rest(server.url, "GET /me", from()),
      ];
      const answers: Answer[] = [];
      for (const call of calls) answers.push(await call());
      expect(statuses(answers)).toEqual([401, 400, 401, 200, 404, 202, 429, 429]);
      expectThrottled(answers.at(-1), "network", 6);
      expect(
        (await get(server.url, "me.get", { authorization: authorization(), ...from() })).status,
      ).toBe(200);
    },
  );

  it("a signed-in person is not held to it; a cookie that opens nothing is nobody", async () => {
    const me = () => get(server.url, "profile.me", { cookie: user.cookie, ...from() });
    expect(new Set(statuses(await repeat(10, me)))).toEqual(new Set([200]));
    const stale = () => get(server.url, "profile.me", { cookie: "session=nobody", ...from() });
    expect(statuses(await repeat(7, stale))).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });
});

async function burn(key: string): Promise<Answer> {
  const answer = await fetch(`${server.url}/api/keys/burn`, {
    method: "POST",
    headers: { "content-type": "application/json", ...from().headers },
    body: JSON.stringify({ key }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
