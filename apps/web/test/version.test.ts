import { createPfnClient } from "@pfn/client";
import { VERSION } from "@pfn/keys/version";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newPglite } from "./engines";
import { runPfn } from "./run-pfn";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor, type Visitor } from "./visitor";

// One version, wherever somebody may look for it.

const made: { pfn?: PfnProcess; ada?: Visitor; key?: string } = {};
beforeAll(async () => {
  made.pfn = await startPfn(await newPglite());
  made.ada = createVisitor(made.pfn.url);
  await made.ada.mutate("profile.signUp", ADA);
  await made.ada.signIn(ADA);
  const input = { label: "Agent", preset: "full", expiresInDays: 7 };
  const answer = await made.ada.mutate("integrationKeys.create", input);
  made.key = (await answer.json()).result.data.key;
});
afterAll(() => made.pfn?.remove());

const url = () => made.pfn?.url ?? "";

it("`pfn --version` prints it", async () => {
  expect(await runPfn(["--version"], {})).toEqual({
    status: 0,
    stdout: `pfn ${VERSION}\n`,
    stderr: "",
  });
});

it("the line that says that pfn is ready names it", () => {
  expect(made.pfn?.output.stdout).toContain(`is ready at ${url()} (version ${VERSION}, embedded`);
});

it("administrators see it on the page People", async () => {
  const page = await (await made.ada?.get("/admin"))?.text();
  const text = page?.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  const panel = text?.match(/ This server .{60}/)?.[0];
  expect(panel).toContain(` Version ${VERSION} Running since `);
});

it("the OpenAPI document names it", async () => {
  const document = await (await fetch(`${url()}/api/v1/openapi.json`)).json();
  expect(document.info.version).toBe(VERSION);
});

it("the MCP server names it", async () => {
  const clientInfo = { name: "test", version: "1" };
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
  const answer = await fetch(`${url()}/api/mcp`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${made.key}`,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }),
  });
  expect((await answer.json()).result.serverInfo.version).toBe(VERSION);
});

it("the client says it to the server", async () => {
  const said: (string | null)[] = [];
  const pfn = createPfnClient({
    url: url(),
    key: made.key,
    fetch: (address, init) => {
      said.push(new Headers(init?.headers).get("user-agent"));
      return fetch(address, init);
    },
  });
  await pfn.me.get.query();
  expect(said).toEqual([`pfn-client/${VERSION}`]);
});

it("F8: health does not say it: a stranger shall not learn what is not corrected yet", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await fetch(url() + path);
    const seen = [await answer.text(), ...[...answer.headers].flat()].join("\n");
    expect(seen).not.toContain(VERSION);
  }
});
