import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../test/database";
import { createKey, createUser } from "../test/factories";
import { sendRaw, statusOf } from "../test/raw-request";
import { useServer } from "../test/server";

const t = useRuntime();
const server = useServer(t);
const made = { authorization: "" };
beforeAll(async () => {
  made.authorization = (await createKey(t.runtime, await createUser(t.runtime))).authorization;
});

const BODY = JSON.stringify({ name: "Purse", type: "cash", currency: "EUR" });
const CHUNKED = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

/** The status of a POST that would be in order but for these header lines. */
async function post(path: string, lines: readonly string[], body = BODY): Promise<number> {
  const length = lines.some((line) => line.startsWith("Transfer-Encoding")) ? [] : [`Content-Length: ${body.length}`];
  const head = ["Host: x", "Connection: close", `Authorization: ${made.authorization}`, ...length, ...lines];
  return statusOf(await sendRaw(server.url, [`POST ${path} HTTP/1.1`, ...head, "", body].join("\r\n")));
}

it.each(["/api/trpc/accounts.create", "/api/v1/accounts", "/api/keys/burn"])(
  "T6: %s reads JSON in UTF-8 and takes no other character set or coding for it",
  async (path) => {
    const refused = [
      "application/json; charset=utf-16",
      "application/json; charset=iso-8859-1",
      "application/json;charset = utf-7",
      'application/json; q=1; charset="latin1"',
    ];
    for (const type of refused) expect(await post(path, [`Content-Type: ${type}`])).toBe(415);
    const json = "Content-Type: application/json";
    expect(await post(path, [json, "Transfer-Encoding: gzip, chunked"], CHUNKED)).toBe(415);
    expect(await post(path, [json, "Content-Encoding: identity"])).toBe(415);
    expect(await t.runtime.db.account.count()).toBe(0);
  },
);

it("UTF-8 by any of its names is read, and so are chunks", async () => {
  for (const type of ["application/json", "Application/JSON; Charset=UTF-8", 'application/json;charset="utf-8"'])
    expect(await post("/api/v1/accounts", [`Content-Type: ${type}`])).toBe(200);
  expect(
    await post("/api/v1/accounts", ["Content-Type: application/json", "Transfer-Encoding: Chunked"], CHUNKED),
  ).toBe(200);
  expect(await t.runtime.db.account.count()).toBe(4);
});
