import { beforeAll, expect, it } from "vitest";
import { MAX_BATCH } from "../../common/limits/sizes";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { batchOf, get, post, problemOf, problemsOf } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; key?: TestKey } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
  made.key = await createKey(t.runtime, made.user);
});
const authorization = () => made.key?.authorization ?? "";
const paths = (path: string, count: number) =>
  `${new Array<string>(count).fill(path).join(",")}?batch=1`;
const account = (name: string) => ({ name, type: "cash", currency: "EUR" });

it(`T4: ${MAX_BATCH} calls make a batch`, async () => {
  const answer = await get(server.url, paths("me.get", MAX_BATCH), {
    authorization: authorization(),
  });
  expect(answer.status).toBe(200);
  expect(problemsOf(answer)).toEqual(new Array(MAX_BATCH).fill(null));
});

it("T4: a larger batch is refused whole before any call is read, and changes nothing", async () => {
  const before = await t.runtime.db.operation.count();
  const inputs = Array.from({ length: MAX_BATCH + 1 }, (_, index) => account(`Account ${index}`));
  t.statements.length = 0;
  const answer = await post(server.url, paths("accounts.create", MAX_BATCH + 1), {
    authorization: authorization(),
    body: batchOf(inputs),
  });
  expect(t.statements).toHaveLength(1);
  expect(answer.status).toBe(400);
  expect(problemOf(answer)).toMatchObject({
    detail: `At most ${MAX_BATCH} calls in one batch.`,
    hint: "Split the batch.",
  });
  expect(await t.runtime.db.operation.count()).toBe(before);
});

it(
  "T4: thousands of commas are refused like any batch that is too large, by an answer that " +
    "does not grow with them",
  async () => {
    for (const path of [`${",".repeat(7_000)}?batch=1`, `${"me.get,".repeat(1_000)}?batch=1`]) {
      const answer = await get(server.url, path, { authorization: authorization() });
      expect(answer.status).toBe(400);
      expect(answer.text.length).toBeLessThan(1_000);
    }
  },
);

it("T4: encoding the commas or sending `batch` twice does not evade the limit", async () => {
  const encoded = new Array(MAX_BATCH + 1).fill("me.get").join("%2C");
  for (const path of [
    `${encoded}?batch=1`,
    `${encoded}?batch=0&batch=1`,
    `${encoded}?batch=1&batch=0`,
    `${encoded}?BATCH=1`,
    encoded,
  ]) {
    const answer = await get(server.url, path, { authorization: authorization() });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('"result"');
  }
});

it("a batch of good and bad calls is a 207 with each call's own answer, in order", async () => {
  const answer = await get(
    server.url,
    "me.get,accounts.list,nothing.here,profile.me,accounts.create?batch=1",
    {
      authorization: authorization(),
      input: batchOf([undefined, { userId: made.user?.userId }, {}, {}, {}]),
    },
  );
  expect(answer.status).toBe(207);
  expect(problemsOf(answer).map((problem) => problem?.status ?? "answered")).toEqual([
    "answered",
    400,
    404,
    401,
    405,
  ]);
  const ids = problemsOf(answer).map((problem) => problem?.requestId);
  expect(new Set(ids.filter((id) => id !== undefined))).toEqual(
    new Set([answer.headers.get("x-request-id")]),
  );
});

it("a batch in which all calls are refused alike has their status", async () => {
  const answer = await get(server.url, "nothing.here,nor.here?batch=1", {
    authorization: authorization(),
  });
  expect(answer.status).toBe(404);
  expect(problemsOf(answer)).toHaveLength(2);
});

it("in a batch of writes the good ones are done and the bad ones are not", async () => {
  const inputs = [account("Good one"), { name: "No type", currency: "EUR" }, account("Good two")];
  const answer = await post(server.url, paths("accounts.create", 3), {
    authorization: authorization(),
    body: batchOf(inputs),
  });
  expect(answer.status).toBe(207);
  expect(problemsOf(answer).map((problem) => problem?.path ?? null)).toEqual([null, "type", null]);
  const names = await t.runtime.db.account.findMany({
    where: { ledgerId: made.user?.liveLedgerId ?? "" },
    select: { name: true },
  });
  expect(names.map(({ name }) => name).sort()).toEqual(["Good one", "Good two"]);
});

it(
  "a batch with a bad key or without any is refused as a whole or call by call with the " +
    "challenge of a single call",
  async () => {
    const refused = await get(server.url, "me.get,accounts.list?batch=1", {
      authorization: "Bearer nonsense",
    });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer realm="pfn", error="invalid_token"',
    );
    const nobody = await get(server.url, "me.get,accounts.list?batch=1");
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get("www-authenticate")).toBe('Bearer realm="pfn"');
  },
);

it.each([
  ["a list", [{}]],
  ["null", null],
  ["a text", "x"],
  ["a number", 7],
  ["nothing", undefined],
])(
  "a batch whose inputs are %s treats missing ones as absent, never as a server error",
  async (_, input) => {
    const answer = await get(server.url, "me.get,accounts.list?batch=1", {
      authorization: authorization(),
      input,
    });
    expect([200, 207, 400]).toContain(answer.status);
  },
);

it("inputs cannot be taken from an object's prototype", async () => {
  const address = `me.get,accounts.list?batch=1&input=${encodeURIComponent('{"__proto__":{"0":{"x":1}},"constructor":{}}')}`;
  expect((await get(server.url, address, { authorization: authorization() })).status).toBe(200);
});
