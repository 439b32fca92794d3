import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { get, post } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { expectThrottled, LIMITS, repeat, statuses } from "./throttled";

const t = useRuntime({ limits: LIMITS, trustedProxies: ["127.0.0.1"] });
const server = useServer(t);

let user: TestUser;
const made: { key?: TestKey } = {};
beforeAll(async () => {
  user = await createUser(t.runtime);
});
beforeEach(async () => {
  made.key = await createKey(t.runtime, user);
});
afterEach(() => void vi.useRealTimers());
const authorization = () => made.key?.authorization ?? "";
const account = (name: string) => ({ name, type: "cash", currency: "EUR" });

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
      // The test ends the second that is counted, on a machine of any speed.
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
