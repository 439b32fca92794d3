import { connect } from "node:net";
import { beforeAll, expect, it, vi } from "vitest";
import { MAX_JSON_BYTES } from "../../common/limits/sizes";
import { MAX_PREVIEW_BYTES } from "../../features/imports/schema";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey } from "../../test/factories";
import { sendRaw, statusOf } from "../../test/raw-request";
import { get, post, problemOf, send } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { key?: TestKey } = {};
beforeAll(async () => {
  made.key = await createKey(t.runtime, await createUser(t.runtime));
});
const authorization = () => made.key?.authorization ?? "";
const head = (...lines: readonly string[]) =>
  [
    "POST /api/trpc/accounts.create HTTP/1.1",
    "Host: localhost",
    "Connection: close",
    `Authorization: ${authorization()}`,
    "Content-Type: application/json",
    ...lines,
    "",
    "",
  ].join("\r\n");
const sendBody = (body: string, path = "accounts.create") =>
  send(`${server.url}/api/trpc/${path}`, {
    method: "POST",
    headers: { authorization: authorization(), "content-type": "application/json" },
    body,
  });
const padded = (bytes: number) => `{"name":"${"x".repeat(bytes - 11)}"}`;

it("T7: a body of exactly 1 MiB is read", async () => {
  expect(padded(MAX_JSON_BYTES)).toHaveLength(MAX_JSON_BYTES);
  expect((await sendBody(padded(MAX_JSON_BYTES))).status).toBe(400);
});

it("T7: a larger body is a 413, announced or not, and its rest is not waited for", async () => {
  expect(
    statusOf(await sendRaw(server.url, `${head(`Content-Length: ${MAX_JSON_BYTES + 1}`)}{"name"`)),
  ).toBe(413);
  const chunk = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
  const answer = await sendRaw(server.url, head("Transfer-Encoding: chunked") + chunk.repeat(17));
  expect(statusOf(answer)).toBe(413);
  expect(answer.toLowerCase()).toContain("\r\nconnection: close\r\n");
});

it("T7: a client that sends 4 MiB reads the refusal, not a broken connection", async () => {
  for (let round = 0; round < 5; round++) {
    const answer = await sendBody(padded(4 * MAX_JSON_BYTES));
    expect(answer.status).toBe(413);
    expect(problemOf(answer)).toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      hint: "Send fewer rows per call.",
    });
  }
});

it("T7: a body that is cut off changes nothing, and the server goes on", async () => {
  const whole = JSON.stringify({ name: "Cut off", type: "cash", currency: "EUR" });
  const answer = await sendRaw(server.url, head(`Content-Length: ${whole.length + 10}`) + whole, {
    end: true,
  });
  expect([0, 400]).toContain(answer === "" ? 0 : statusOf(answer));
  expect(await t.runtime.db.account.count({ where: { name: "Cut off" } })).toBe(0);
  expect((await get(server.url, "me.get", { authorization: authorization() })).status).toBe(200);
});

it("a caller that hangs up in the middle of a request harms nobody", async () => {
  const { port } = new URL(server.url);
  for (const text of [
    head("Content-Length: 1000"),
    head("Transfer-Encoding: chunked"),
    `${head("Content-Length: 2")}{}`,
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(text, () => socket.destroy()),
      );
      socket.on("close", () => resolve());
    });
  }
  expect((await get(server.url, "me.get", { authorization: authorization() })).status).toBe(200);
});

it("T7: a length and chunks in one request is a 400: nothing can be smuggled", async () => {
  const answer = await sendRaw(
    server.url,
    `${head("Content-Length: 2", "Transfer-Encoding: chunked")}0\r\n\r\nGET ` +
      "/api/trpc/me.get HTTP/1.1\r\n\r\n",
  );
  expect(statusOf(answer)).toBe(400);
  expect(answer.split("HTTP/1.1 ")).toHaveLength(2);
});

it(
  "T7: bytes beyond the announced length belong to no body, and are answered as the bad " +
    "request that they are",
  async () => {
    const body = JSON.stringify({ name: "Longer", type: "cash", currency: "EUR" });
    const keptOpen = head(`Content-Length: ${body.length}`).replace("Connection: close\r\n", "");
    const answers = await sendRaw(
      server.url,
      `${keptOpen}${body}{"name":"More","type":"cash","currency":"EUR"}`,
    );
    expect(answers.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe("HTTP/1.1 400");
    expect(await t.runtime.db.account.count({ where: { name: "More" } })).toBe(0);
  },
);

it(
  "T7: an import's body is larger than others and bounded all the same, before it is read as " +
    "JSON",
  async () => {
    const parse = vi.spyOn(JSON, "parse");
    const answer = await sendBody(padded(MAX_PREVIEW_BYTES + 1), "imports.preview");
    expect(answer.status).toBe(413);
    expect(parse).not.toHaveBeenCalled();
    expect((await sendBody(padded(2 * MAX_JSON_BYTES), "imports.preview")).status).toBe(400);
  },
);

it("T8: headers of more than 16 KiB are a 431", async () => {
  expect(statusOf(await sendRaw(server.url, head(`X-Padding: ${"x".repeat(17_000)}`)))).toBe(431);
});

it.each(["__proto__", "constructor", "prototype", "toString"])(
  "I7: a field named %s is refused as unknown, wherever it stands",
  async (name) => {
    const answer = await sendBody(
      `{"name":"A","type":"cash","currency":"EUR","${name}":{"polluted":true}}`,
    );
    expect(answer.status).toBe(400);
    expect(problemOf(answer).path).toBe(name);
    const nested = await post(server.url, "transactions.create", {
      authorization: authorization(),
      body: JSON.parse(`{"transactions":[{"accountId":"x","amount":{"${name}":1}}]}`),
    });
    expect(nested.status).toBe(400);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  },
);

const nest = (open: string, close: string, depth: number) =>
  open.repeat(depth) + close.repeat(depth);
it.each([
  ["lists in lists", nest("[", "]", 400_000)],
  ["objects in objects", `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`],
  ["lists in a field", `{"name":${nest("[", "]", 400_000)}}`],
  ["objects in a field", `{"openingBalance":${'{"amount":'.repeat(90_000)}1${"}".repeat(90_000)}}`],
  [
    "80 000 unknown fields",
    `{${Array.from({ length: 80_000 }, (_, index) => `"f${index}":1`).join(",")}}`,
  ],
  ["an unknown field with a name of 900 000", `{"${"n".repeat(900_000)}":1}`],
  ["a text of 900 000 for one of a few words", `{"type":"${"n".repeat(900_000)}"}`],
  ["300 000 rows of nothing", `{"transactions":[${new Array(300_000).fill("{}").join(",")}]}`],
  ["one field 100 000 times", `{${new Array(100_000).fill('"name":1').join(",")}}`],
  ["a list of 500 000", `{"name":[${new Array(500_000).fill(0).join(",")}]}`],
  ["a number of 500 000 digits", `{"name":${"9".repeat(500_000)}}`],
])("I5: deep or huge JSON (%s) is a 400 of a few kilobytes", async (_, body) => {
  for (const path of ["accounts.create", "transactions.create"]) {
    const answer = await sendBody(body, path);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(10_000);
  }
});
