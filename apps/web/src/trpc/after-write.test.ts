import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AppRouter } from "@pfn/api";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { createTRPCClient, httpLink } from "@trpc/client";
import { expect, it } from "vitest";
import { afterWrite, beforeWrite } from "./after-write";
import { listKey } from "./use-list";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));
const ACCESS_TABLE = fileURLToPath(
  new URL("../../../../packages/api/access-table.txt", import.meta.url),
);

/** Every procedure: path, type, access, scope, whether it writes to the ledger. */
const procedures = (await readFile(ACCESS_TABLE, "utf8"))
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([path = "", type = "", access = "", , writes = ""]) => ({ path, type, access, writes }));
const queriesOf = (accesses: readonly string[]) =>
  procedures
    .filter(({ type, access }) => type === "query" && accesses.includes(access))
    .map(({ path }) => path);

/** A server whose every row is new, save one that it does not have. */
async function answerRow(url: URL | RequestInfo): Promise<Response> {
  const { id } = JSON.parse(new URL(String(url)).searchParams.get("input") ?? "{}");
  return id === "gone"
    ? Response.json({ error: { code: -32004, message: "gone", data: {} } }, { status: 404 })
    : Response.json({ result: { data: { id, payee: "new" } } });
}

const row = (id: string) => ({ id, payee: "old" });
const pages = (...ids: string[]) => ({
  pages: [{ items: ids.map(row), nextCursor: null }],
  pageParams: [undefined],
});
const update = (...ids: string[]) => ({
  path: "transactions.update",
  input: { transactions: ids.map((id) => ({ id, version: 1, patch: {} })) },
});

function createCache() {
  const queryClient = new QueryClient();
  return {
    queryClient,
    client: createTRPCClient<AppRouter>({
      links: [httpLink({ url: "http://pfn.example.org", fetch: answerRow })],
    }),
  };
}

it("a write to the ledger makes every cached read of the ledger outdated", async () => {
  const writes = procedures.filter(({ writes }) => writes === "yes").map(({ path }) => path);
  expect(writes.length).toBeGreaterThan(15);
  // What a key alone may ask, no page asks.
  for (const path of writes) {
    const cache = createCache();
    const keys = queriesOf(["ledger"]).flatMap((query) => [
      [query.split("."), { type: "query" }],
      listKey(query, { direction: "in" }),
    ]);
    for (const key of keys) cache.queryClient.setQueryData(key, pages("a"));
    await afterWrite(cache, path === "transactions.update" ? update("a") : { path, input: {} });
    const known = keys.filter(
      (key) => cache.queryClient.getQueryState(key)?.isInvalidated === false,
    );
    expect([path, known]).toEqual([path, []]);
  }
});

it("another write makes reads of its router outdated, unless it ends the session", async () => {
  const others = procedures.filter(({ type, writes }) => type === "mutation" && writes !== "yes");
  for (const { path } of others) {
    const cache = createCache();
    const [router = ""] = path.split(".");
    const key = [[router, "list"], { type: "query" }];
    cache.queryClient.setQueryData(key, pages("a"));
    await afterWrite(cache, { path, input: {} });
    const endsSession = ["profile.signUp", "profile.signOutEverywhere", "profile.delete"].includes(
      path,
    );
    expect([path, cache.queryClient.getQueryState(key)?.isInvalidated]).toEqual([
      path,
      !endsSession,
    ]);
  }
});

it("a few changed rows replace the old ones; their lists are read again later", async () => {
  const cache = createCache();
  const lists = [
    listKey("transactions.list", {}),
    listKey("transactions.list", { direction: "in" }),
  ];
  for (const key of lists) cache.queryClient.setQueryData(key, pages("a", "b"));
  await afterWrite(cache, update("b"));
  for (const key of lists) {
    expect(cache.queryClient.getQueryData(key)).toMatchObject({
      pages: [{ items: [row("a"), { id: "b", payee: "new" }] }],
    });
    expect(cache.queryClient.getQueryState(key)?.isInvalidated).toBe(true);
  }
});

it("a list that is being read during the write is read again, since it may be older", async () => {
  const cache = createCache();
  const queryKey = listKey("transactions.list", {});
  let reads = 0;
  const answers: (() => void)[] = [];
  const read = () => {
    reads += 1;
    return new Promise((resolve) => answers.push(() => resolve(pages("a"))));
  };
  const stop = new QueryObserver(cache.queryClient, { queryKey, queryFn: read }).subscribe(
    () => undefined,
  );
  const written = afterWrite(cache, update("a"));
  await expect.poll(() => reads).toBe(2);
  for (const answer of answers) answer();
  await written;
  stop();
});

it("after many changed rows, or unreadable ones, the lists on screen are read again", async () => {
  for (const ids of [Array.from({ length: 11 }, (_, index) => `row ${index}`), ["gone"]]) {
    const cache = createCache();
    let reads = 0;
    const queryKey = listKey("transactions.list", {});
    const read = () => Promise.resolve(pages(String(++reads)));
    const stop = new QueryObserver(cache.queryClient, { queryKey, queryFn: read }).subscribe(
      () => undefined,
    );
    await expect.poll(() => reads).toBe(1);
    await afterWrite(cache, update(...ids));
    expect(reads).toBe(2);
    stop();
  }
});

it("a change of rows shows before the server answers, and is taken back when it is refused", () => {
  const { queryClient } = createCache();
  const key = listKey("transactions.list", {});
  const old = { id: "a", version: 1, kind: "regular", payee: "old", review: "unreviewed" };
  const shown = () =>
    queryClient.getQueryData<{ pages: { items: unknown[] }[] }>(key)?.pages[0]?.items;
  queryClient.setQueryData(key, { ...pages(), pages: [{ items: [old], nextCursor: null }] });
  const change = (version: number, patch: object) => ({
    path: "transactions.update",
    input: { transactions: [{ id: "a", version, patch }] },
  });
  const takeBack = beforeWrite(queryClient, change(1, { review: "reviewed" }));
  expect(shown()).toEqual([{ ...old, version: 2, review: "reviewed" }]);

  // A second change, made while the first one is on its way.
  const takeSecondBack = beforeWrite(queryClient, change(2, { payee: "new" }));
  takeBack();
  expect(shown()).toEqual([{ ...old, version: 3, review: "reviewed", payee: "new" }]);
  takeSecondBack();
  expect(shown()).toEqual([{ ...old, version: 2, review: "reviewed" }]);
  expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
});

it("rows whose new state only the server knows are left as they are until it answers", () => {
  const { queryClient } = createCache();
  const key = listKey("transactions.list", {});
  const rows = { pages: [{ items: [{ id: "a", version: 1, kind: "transfer" }] }], pageParams: [] };
  queryClient.setQueryData(key, rows);
  const patches = [{ amount: { amount: "1.00", currency: "EUR" } }, { categoryId: null }];
  for (const [version, patch] of [
    [1, patches[0]],
    [1, patches[1]],
    [9, { payee: "new" }],
  ]) {
    const input = { transactions: [{ id: "a", version, patch }] };
    beforeWrite(queryClient, { path: "transactions.update", input });
    expect(queryClient.getQueryData(key)).toEqual(rows);
  }
});

it("after a refused change the lists on screen are read again", async () => {
  const cache = createCache();
  let reads = 0;
  const queryKey = listKey("transactions.list", {});
  const read = () => Promise.resolve(pages(String(++reads)));
  const stop = new QueryObserver(cache.queryClient, { queryKey, queryFn: read }).subscribe(
    () => undefined,
  );
  await expect.poll(() => reads).toBe(1);
  await afterWrite(cache, { ...update("a"), isRefused: true });
  expect(reads).toBe(2);
  stop();
});

it("a dry run changes nothing, so nothing is read again", async () => {
  const cache = createCache();
  const key = listKey("transactions.list", {});
  cache.queryClient.setQueryData(key, pages("a"));
  await afterWrite(cache, { path: "categories.merge", input: { dryRun: true } });
  expect(cache.queryClient.getQueryState(key)?.isInvalidated).toBe(false);
});

it("no screen invalidates queries, and none keeps a list under a key of its own", async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter(
    (path) => /\.tsx?$/.test(path) && !path.startsWith("trpc/"),
  );
  const found = await Promise.all(
    files.map(async (path) => {
      const text = await readFile(join(SOURCE, path), "utf8");
      return /\.invalidate\(|invalidateQueries|setQueryData|useInfiniteQuery|getQueryKey/.test(text)
        ? [path]
        : [];
    }),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(found.flat()).toEqual([]);
});

it("a write made without a hook calls `useAfterWrite`", async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter((path) => /\.tsx?$/.test(path));
  const texts = await Promise.all(
    files.map(async (path) => ({ path, text: await readFile(join(SOURCE, path), "utf8") })),
  );
  const direct = texts.filter(({ text }) => /client\.\w+\.\w+\.mutate\(/.test(text));
  const silent = direct
    .filter(({ text }) => !/useAfterWrite|useIssueKey/.test(text))
    .map(({ path }) => path);
  expect(direct.length).toBeGreaterThan(1);
  expect(silent).toEqual([]);
});
