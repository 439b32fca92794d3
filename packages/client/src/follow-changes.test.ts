import { createKey, createUser, listen, useRuntime } from "@pfn/api/testing";
import { expect, it } from "vitest";
import { createPfnClient, followChanges, iterate } from "./index";

const t = useRuntime();

async function connect() {
  const user = await createUser(t.runtime, { hasDemo: true });
  const { key } = await createKey(t.runtime, user, { mode: "test" });
  const server = await listen(t.runtime);
  return {
    pfn: createPfnClient({ url: server.url, key }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

it("followChanges returns every row once up to now, then only what changed since", async () => {
  await using agent = await connect();
  const { pfn } = agent;
  const ids: string[] = [];
  let since: string | undefined;
  let pages = 0;
  for await (const { items, next } of followChanges(pfn.changes.list, { limit: 40 })) {
    ids.push(...items.map(({ id }) => id));
    since = next;
    pages += 1;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(pages).toBe(Math.ceil(ids.length / 40));
  const [account] = (await pfn.accounts.list.query()).items;
  if (account === undefined) throw new Error("No account.");
  await pfn.accounts.update.mutate({ id: account.id, version: account.version, note: "Joint" });
  const rows: unknown[] = [];
  for await (const { items } of followChanges(pfn.changes.list, { ...(since && { since }) }))
    rows.push(...items.map(({ row }) => row));
  expect(rows).toMatchObject([{ name: account.name, note: "Joint" }]);
});

it("iterate walks through changes as through every list", async () => {
  await using agent = await connect();
  const { pfn } = agent;
  const ids: string[] = [];
  for await (const { id } of iterate(pfn.changes.list, { limit: 50 })) ids.push(id);
  const paged: string[] = [];
  for await (const { items } of followChanges(pfn.changes.list))
    paged.push(...items.map(({ id }) => id));
  expect(ids).toEqual(paged);
});
