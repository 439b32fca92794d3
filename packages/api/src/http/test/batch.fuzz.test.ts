import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { MAX_BATCH } from "../../common/limits/sizes";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { type Answer, Problem, send } from "../../test/requests";
import { useServer } from "../../test/server";
import { PROCEDURES } from "../procedure-table";

// Every call of any batch gets an answer of the contract's form, and none is a server error
// (T4, I7).

const t = useRuntime();
const server = useServer(t);
const senders: Record<string, Record<string, string>> = {
  nobody: {},
  "a bad key": { authorization: "Bearer nonsense" },
};
beforeAll(async () => {
  const user = await createUser(t.runtime);
  senders["a key"] = { authorization: (await createKey(t.runtime, user)).authorization };
  senders["a session"] = {
    cookie: (await createUser(t.runtime)).cookie,
    origin: "http://localhost:3000",
  };
});

// A person who deleted the account or signed out would have nothing more to say.
const ENDING = ["profile.delete", "profile.signOutEverywhere", "profile.endSession"];
const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...[...PROCEDURES.keys()].filter((name) => !ENDING.includes(name))),
  },
  fc.constantFrom(
    "",
    "me",
    "me.get.x",
    "__proto__",
    "constructor.name",
    "toString",
    "%2C",
    "me.get%2Cme.get",
    "...",
    "\ud83d\ude00",
  ),
);
const word = fc.constantFrom(
  "id",
  "name",
  "transactions",
  "amount",
  "idempotencyKey",
  "limit",
  "cursor",
  "__proto__",
  "dryRun",
  "x",
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1, 1e300, 0.1, "", "x", "\0", "\ud800", "2026-02-30", "EUR"),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(word, tie("value"), { maxKeys: 4 }),
  ),
}));
const body = fc.oneof(
  fc.array(value, { maxLength: MAX_BATCH + 1 }).map((inputs) => JSON.stringify({ ...inputs })),
  fc
    .dictionary(fc.constantFrom("0", "1", "-1", "1e0", "00", "length", "__proto__"), value)
    .map((inputs) => JSON.stringify(inputs)),
  value.map((input) => JSON.stringify(input)),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "[",
    '{"0":',
    '{"0":{},"0":{"x":1}}',
    '{"__proto__":{"0":{"x":1}}}',
    "NaN",
    "\ufeff{}",
  ),
);
const search = fc.constantFrom(
  "?batch=1",
  "?batch=1&batch=0",
  "?batch=0",
  "",
  "?batch=1&input=%7B%7D",
  "?batch=1&input=%",
);

/** Every answer is a result or a problem; a batch has one for each call. */
function expectContract({ status, text }: Answer): void {
  expect(status, text).toBeLessThan(500);
  const answer: unknown = JSON.parse(text);
  for (const item of Array.isArray(answer) ? answer : [answer]) {
    if ("result" in item) continue;
    const { data } = Problem.safeParse(item.error.data.problem);
    expect(data?.status, text).toBeLessThan(500);
  }
}

it(
  "T4: whatever the paths, the inputs and the caller of a batch are, it is answered call by " +
    "call and never with a server error",
  () =>
    fuzz(
      "batch",
      fc.asyncProperty(
        fc.constantFrom("nobody", "a bad key", "a key", "a session"),
        fc.constantFrom("GET", "POST"),
        fc.tuple(fc.array(path, { maxLength: MAX_BATCH + 1 }), search, body),
        async (sender, method, [paths, query, content]) => {
          const address = `${server.url}/api/trpc/${paths.map(encodeURI).join(",")}${query}`;
          const headers = { ...senders[sender], "content-type": "application/json" };
          const input = encodeURIComponent(content.replace(/\p{Cs}/gu, "?"));
          const answer =
            method === "POST"
              ? await send(address, { method, headers, body: content })
              : await send(`${address}${query === "" ? "?" : "&"}input=${input}`, { headers });
          expectContract(answer);
        },
      ),
      150,
    ),
);

it("T4: the CPU time of a batch grows in proportion to its body, whatever that is", () =>
  fuzz(
    "batch cost",
    growsLinearly(
      kinds(PIECES),
      async (text) => {
        const headers = { ...senders["a key"], "content-type": "application/json" };
        const path = `${server.url}/api/trpc/accounts.create,transactions.list`;
        const ask = (content: string) =>
          send(`${path}?batch=1`, { method: "POST", headers, body: content });
        await ask(
          JSON.stringify({ 0: { name: text, [text.slice(0, 2_048)]: text }, 1: { q: text } }),
        );
        await ask(text);
      },
      { from: 12, to: 16 },
    ),
    5,
  ));
