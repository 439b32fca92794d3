import { generateKey } from "@pfn/keys";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { type Answer, get, post, problemOf } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";

const LIMITS = {
  anonymousPerMinute: 6,
  failedKeysPerMinute: 4,
  callsPerMinute: 12,
  writesPerSecond: 2,
};
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
afterEach(() => void vi.useRealTimers());
const authorization = () => made.key?.authorization ?? "";
/** Each test calls from a network of its own. */
const from = (ip = `192.0.2.${made.networks}`) => ({ headers: { "x-forwarded-for": ip } });
const unknown = () => `Bearer ${generateKey("live").key}`;
const account = (name: string) => ({ name, type: "cash", currency: "EUR" });

async function repeat(times: number, call: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let index = 0; index < times; index += 1) answers.push(await call());
  return answers;
}
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

/** Seconds in which each quota holds (R1). */
const WINDOWS: Record<string, number> = { key: 60, writes: 1, network: 60, "failed-keys": 60 };

/** R2: `Retry-After` and `RateLimit` agree, and name one quota. */
function expectThrottled(answer: Answer | undefined, name: string, limit: number): void {
  expect(answer?.status).toBe(429);
  const seconds = answer?.headers.get("retry-after") ?? "";
  expect(Number(seconds)).toBeGreaterThanOrEqual(1);
  expect(Number(seconds)).toBeLessThanOrEqual(WINDOWS[name] ?? 0);
  expect(answer?.headers.get("ratelimit")).toContain(`"${name}";r=0;t=${seconds}`);
  expect(answer?.headers.get("ratelimit-policy")).toContain(
    `"${name}";q=${limit};w=${WINDOWS[name]}`,
  );
  expect(answer?.text).toContain('"code":"TOO_MANY_REQUESTS"');
  expect(answer?.text).toContain('"retryable":true');
}

describe("R1, R2: a key's calls", () => {
  it(
    "every reply tells what is left, through tRPC and REST alike, and me.get says it in its " +
      "answer",
    async () => {
      const first = await get(server.url, "me.get", { authorization: authorization() });
      expect(first.headers.get("ratelimit")).toMatch(/^"key";r=11;t=(60|59)$/);
      expect(first.headers.get("ratelimit-policy")).toBe('"key";q=12;w=60');
      expect(JSON.parse(first.text).result.data.limits).toMatchObject({
        callsPerMinute: 12,
        callsLeft: 11,
      });
      const second = await rest(server.url, "GET /me", { authorization: authorization() });
      expect(second.headers.get("ratelimit")).toMatch(/^"key";r=10;t=\d+$/);
      expect(JSON.parse(second.text).limits).toMatchObject({ callsLeft: 10, writesPerSecond: 2 });
    },
  );

  it(
    "a throttled valid key is told 429 and never 401, through every endpoint, and other keys " +
      "go on",
    async () => {
      const call = () => get(server.url, "me.get", { authorization: authorization() });
      const answers = await repeat(13, call);
      expect(statuses(answers)).toEqual([...Array.from({ length: 12 }, () => 200), 429]);
      expectThrottled(answers.at(-1), "key", 12);
      expectThrottled(
        await rest(server.url, "GET /me", { authorization: authorization() }),
        "key",
        12,
      );
      const other = await createKey(t.runtime, user);
      expect((await get(server.url, "me.get", { authorization: other.authorization })).status).toBe(
        200,
      );
    },
  );

  it("a batch of ten is ten calls; one that does not fit is refused whole, for free", async () => {
    const batch = () =>
      get(server.url, `${Array.from({ length: 10 }, () => "me.get").join(",")}?batch=1`, {
        authorization: authorization(),
      });
    expect((await batch()).headers.get("ratelimit")).toMatch(/^"key";r=2;/);
    expectThrottled(await batch(), "key", 12);
    expect(
      statuses(
        await repeat(3, () => get(server.url, "me.get", { authorization: authorization() })),
      ),
    ).toEqual([200, 200, 429]);
  });

  it("R3: of calls that come at once exactly as many pass as there are left", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        get(server.url, "me.get", { authorization: authorization() }),
      ),
    );
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(12);
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(28);
  });

  it(
    "writes have a quota of their own, by tRPC, by batch and by REST; what it refuses is not " +
      "written",
    async () => {
      // The second that is counted ends when the test says so, however slow the machine is.
      vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: Date.now() });
      const before = await t.runtime.db.account.count();
      const write = (name: string) =>
        post(server.url, "accounts.create", {
          authorization: authorization(),
          body: account(name),
        });
      const writeByRest = (name: string) =>
        rest(server.url, "POST /accounts", { authorization: authorization(), body: account(name) });
      const answers = await Promise.all([
        write("a"),
        writeByRest("b"),
        write("c"),
        writeByRest("d"),
        write("e"),
      ]);
      expect(statuses(answers).sort()).toEqual([200, 200, 429, 429, 429]);
      for (const answer of answers.filter(({ status }) => status === 429))
        expectThrottled(answer, "writes", 2);
      expect(await t.runtime.db.account.count()).toBe(before + 2);
      vi.advanceTimersByTime(1_000);
      const batch = await post(
        server.url,
        "accounts.create,accounts.create,accounts.create?batch=1",
        {
          authorization: authorization(),
          body: { 0: account("x"), 1: account("y"), 2: account("z") },
        },
      );
      expectThrottled(batch, "writes", 2);
      expect(await t.runtime.db.account.count()).toBe(before + 2);
      expect(statuses([await write("f"), await writeByRest("g"), await write("h")])).toEqual([
        200, 200, 429,
      ]);
    },
  );

  it("counting costs the database nothing: each call is one statement, throttled too", async () => {
    await repeat(12, () => get(server.url, "me.get", { authorization: authorization() }));
    t.statements.length = 0;
    await get(server.url, "me.get", { authorization: authorization() });
    expect(t.statements).toHaveLength(1);
  });
});

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
