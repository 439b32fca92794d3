import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { sendRaw, statusOf } from "../../test/raw-request";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);
const made = { authorization: "" };
beforeAll(async () => {
  made.authorization = (await createKey(t.runtime, await createUser(t.runtime))).authorization;
});

const purse = (name: string) => JSON.stringify({ name, type: "cash", currency: "EUR" });
const inChunks = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const countOf = (prefix: string) =>
  t.runtime.db.account.count({ where: { name: { startsWith: prefix } } });

/** The status of a POST that would be in order but for these header lines. */
async function post(
  path: string,
  lines: readonly string[],
  body = purse("Refused"),
): Promise<number> {
  const length = lines.some((line) => line.startsWith("Transfer-Encoding"))
    ? []
    : [`Content-Length: ${body.length}`];
  const head = [
    "Host: x",
    "Connection: close",
    `Authorization: ${made.authorization}`,
    ...length,
    ...lines,
  ];
  return statusOf(
    await sendRaw(server.url, [`POST ${path} HTTP/1.1`, ...head, "", body].join("\r\n")),
  );
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
    expect(
      await post(path, [json, "Transfer-Encoding: gzip, chunked"], inChunks(purse("Refused"))),
    ).toBe(415);
    expect(await post(path, [json, "Content-Encoding: identity"])).toBe(415);
    expect(await countOf("Refused")).toBe(0);
  },
);

it("UTF-8 by any of its names is read, and so are chunks", async () => {
  const types = [
    "application/json",
    "Application/JSON; Charset=UTF-8",
    'application/json;charset="utf-8"',
  ];
  for (const [index, type] of types.entries())
    expect(await post("/api/v1/accounts", [`Content-Type: ${type}`], purse(`Read ${index}`))).toBe(
      200,
    );
  const chunked = ["Content-Type: application/json", "Transfer-Encoding: Chunked"];
  expect(await post("/api/v1/accounts", chunked, inChunks(purse("Read in chunks")))).toBe(200);
  expect(await countOf("Read")).toBe(4);
});
