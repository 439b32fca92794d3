import { afterAll, beforeAll, expect, it } from "vitest";
import { sendRaw } from "./raw-http";
import { everyLine, type Line } from "./routes";
import { type PfnProcess, startPfn } from "./start-pfn";

// O5: every path of every endpoint, pages and files included, under names that are this server's
// and under names that are not.

const made: { pfn?: PfnProcess; lines?: Line[] } = {};
beforeAll(async () => {
  made.pfn = await startPfn({
    PFN_HOSTS: "pfn:3000",
    PFN_TRUSTED_PROXIES: "127.0.0.1",
    PFN_SIGNUP: "open",
  });
  made.lines = await everyLine(made.pfn.url);
});
afterAll(() => made.pfn?.remove());

const port = () => made.pfn?.port ?? 0;
const lines = () => made.lines ?? [];

/** The status of a request with an empty body; 0 when there was no answer. */
async function ask(line: string, host: string, more: readonly string[] = []): Promise<number> {
  const head = [
    `${line} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: close",
    "Content-Length: 0",
    ...more,
  ];
  const answer = await sendRaw(port(), `${head.join("\r\n")}\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
}

const WATCHED = ["GET /healthz", "GET /readyz"] as const;

it("O5: a name that is not ours opens no path at all, whatever else the request says", async () => {
  const foreign = [
    "evil.example",
    `evil.example:${port()}`,
    "pfn",
    `pfn:${port()}`,
    "localhost",
    "127.0.0.1:1",
  ];
  const claims = [
    [],
    ["Sec-Fetch-Site: same-origin", `Origin: http://evil.example:${port()}`],
    [`X-Forwarded-Host: localhost:${port()}`, `Forwarded: host=localhost:${port()}`],
  ];
  expect(lines().length).toBeGreaterThan(80);
  for (const [index, line] of lines().entries()) {
    const host = foreign[index % foreign.length] ?? "";
    const more = claims[index % claims.length] ?? [];
    expect([line, host, await ask(line, host, more)]).toEqual([line, host, 403]);
  }
  for (const host of foreign)
    for (const more of claims) expect(await ask("GET /login", host, more)).toBe(403);
});

it("O5: our own names open every path, which then answers for itself", async () => {
  const own = [`localhost:${port()}`, `127.0.0.1:${port()}`, `[::1]:${port()}`, "pfn:3000"];
  // A file of another form than .csv and .json, a member's page and a form without its token are
  // refused for reasons of their own.
  for (const [index, line] of lines().entries()) {
    const host = own[index % own.length] ?? "";
    const status = await ask(line, host, [`Origin: http://${host}`]);
    expect([line, host, status !== 403 && status !== 0 && status < 500]).toEqual([
      line,
      host,
      true,
    ]);
  }
});

it("O5: health is asked by address and under any name", async () => {
  for (const line of WATCHED)
    for (const host of ["evil.example", "10.0.0.7:3000", `10.0.0.7:${port()}`, "pfn-1.internal"])
      expect([line, host, await ask(line, host)]).toEqual([line, host, 200]);
});

it("S10: a change is refused for every origin but our own, at every endpoint", async () => {
  const host = `localhost:${port()}`;
  const foreign = [
    `https://${host}`,
    "http://localhost",
    `http://127.0.0.1:${port()}`,
    "null",
    "http://evil.example",
  ];
  const changing = lines().filter((line) => /^POST \/(api\/(trpc|mcp|auth)|(?!api\/))/.test(line));
  for (const [index, line] of changing.entries()) {
    const origin = foreign[index % foreign.length] ?? "";
    // A file of text is only read.
    const refusal = line === "POST /llms.txt" ? 405 : 403;
    expect([line, origin, await ask(line, host, [`Origin: ${origin}`])]).toEqual([
      line,
      origin,
      refusal,
    ]);
  }
});
