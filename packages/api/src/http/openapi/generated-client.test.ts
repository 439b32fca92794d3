import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { send } from "../../test/requests";
import { useServer } from "../../test/server";

const run = promisify(execFile);
const t = useRuntime();
const server = useServer(t);
const MODULES = join(import.meta.dirname, "../../../node_modules");

/**
 * What somebody would write who has nothing but the document. The compiler checks it against the
 * generated types.
 */
const JOURNEY = `
import createClient from "openapi-fetch";
import type { paths } from "./api.mts";

export async function journey(baseUrl: string, key: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${key}\` } });
  const me = await client.GET("/me");
  const before = await client.GET("/accounts", {
    params: { query: { limit: 10, includeClosed: false } },
  });
  const created = await client.POST("/accounts", {
    body: {
      name: "Generated",
      type: "checking",
      currency: "EUR",
      openingBalance: { amount: "1.00", currency: "EUR" },
    },
    params: { header: { "Idempotency-Key": "generated" } },
  });
  const after = await client.GET("/accounts");
  const accountId = after.data?.items[0]?.id ?? "";
  const found = await client.GET("/transactions", {
    params: { query: { accountId: [accountId, accountId] } },
  });
  const made = await client.POST("/transactions", {
    body: {
      transactions: [
        {
          accountId,
          date: "2026-03-31",
          amount: { amount: "-12.50", currency: "EUR" },
          payee: "Bakery",
        },
      ],
      reason: "A receipt",
    },
  });
  const [added] = made.data?.results ?? [];
  const id = added?.result === "created" ? added.id : "";
  const categories = await client.GET("/categories");
  const groceries = categories.data?.items.find(({ name }) => name === "Groceries")?.id ?? null;
  const categorized = await client.PATCH("/transactions", {
    body: { transactions: [{ id, version: 1, patch: { categoryId: groceries } }] },
  });
  const read = () => client.GET("/transactions/{id}", { params: { path: { id } } });
  const sorted = (await read()).data?.lines.map(({ categoryId }) => categoryId === groceries);
  const undone = await client.POST("/operations/{id}/undo", {
    params: { path: { id: categorized.data?.operationId ?? "" } },
    body: { reason: "A slip" },
  });
  const restored = (await read()).data?.lines.map(({ categoryId }) => categoryId);
  const changes = await client.GET("/changes", { params: { query: { since: "0", limit: 1 } } });
  const refused = await client.POST("/accounts", {
    body: { name: "", type: "checking", currency: "EUR" },
  });
  // @ts-expect-error there is no such path
  await client.GET("/nonsense");
  // @ts-expect-error the amount is a text
  const money: { amount: number } | undefined = found.data?.items[0]?.amount;
  return {
    scopes: me.data?.key.scopes.length,
    before: before.data?.items.length,
    created: created.data?.account.name,
    after: after.data?.items.map(({ name }) => name),
    kinds: found.data?.items.map(({ kind }) => kind),
    sorted,
    undone: [undone.data?.outcome, undone.data?.updated],
    restored,
    hasMore: changes.data?.hasMore,
    code: refused.error?.code,
    money: typeof money,
  };
}
`;

const made = { folder: "" };
beforeAll(async () => {
  await mkdir(join(MODULES, ".cache"), { recursive: true });
  made.folder = await mkdtemp(join(MODULES, ".cache", "generated-client-"));
});
afterAll(() => rm(made.folder, { recursive: true }));

it(
  "a client generated from the served document compiles, and completes whoami, list, create, " +
    "list, categorize, undo",
  async () => {
    const { text } = await send(`${server.url}/api/v1/openapi.json`, { method: "GET" });
    await writeFile(join(made.folder, "api.mts"), astToString(await openapiTS(text)));
    await writeFile(join(made.folder, "journey.mts"), JOURNEY);
    await run(join(MODULES, ".bin", "tsc"), [
      ...[
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        "--types",
        "node",
      ],
      ...[
        "--rewriteRelativeImportExtensions",
        "--skipLibCheck",
        "--ignoreConfig",
        join(made.folder, "journey.mts"),
      ],
    ]).catch(({ stdout }: { stdout: string }) => expect.fail(stdout));

    const user = await createUser(t.runtime);
    const { key } = await createKey(t.runtime, user);
    const address = pathToFileURL(join(made.folder, "journey.mjs")).href;
    const { journey } = Journey.parse(await import(/* @vite-ignore */ address));
    expect(await journey(`${server.url}/api/v1`, key)).toEqual({
      scopes: 11,
      before: 0,
      created: "Generated",
      after: ["Generated"],
      kinds: ["opening"],
      sorted: [true],
      undone: ["applied", 1],
      restored: [null],
      hasMore: true,
      code: "BAD_REQUEST",
      money: "object",
    });
  },
);

const Journey = z.object({
  journey: z.custom<(baseUrl: string, key: string) => Promise<unknown>>(
    (value) => typeof value === "function",
  ),
});

it(
  "the document is for everybody: no key, a session's cookie or a bad key make no difference, " +
    "HEAD works, other methods do not",
  async () => {
    const address = `${server.url}/api/v1/openapi.json`;
    const plain = await send(address, { method: "GET" });
    expect(plain.status).toBe(200);
    for (const headers of [{ authorization: "Bearer nonsense" }, { cookie: "session=1" }])
      expect((await send(address, { method: "GET", headers })).text).toBe(plain.text);
    expect((await send(address, { method: "HEAD" })).status).toBe(200);
    const refused = await send(address, { method: "POST" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  },
);
