import { createKey, createUser, listen, useRuntime } from "@pfn/api/testing";
import { describe, expect, it } from "vitest";
import { createPfnClient, iterate, PfnError } from "./index";

const t = useRuntime();

/** A ledger of demo data, and the requests that a client of it sent. */
async function connect() {
  const user = await createUser(t.runtime);
  const { key } = await createKey(t.runtime, user);
  const server = await listen(t.runtime);
  const sent: string[] = [];
  const pfn = createPfnClient({
    url: server.url,
    key,
    fetch: (url, init) => {
      if (String(url).includes("transactions.list")) sent.push(String(url));
      return fetch(url, init);
    },
  });
  await pfn.ledger.fillDemo.mutate({ reason: "Something to read" });
  return { pfn, sent, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe("iterate", () => {
  it("answers every item of a list once, in its order, whatever the size of a page", async () => {
    await using agent = await connect();
    const { pfn, sent } = agent;
    // A part of two years that one page holds.
    const some = { direction: "out", max: "12.00" } as const;
    const whole = await pfn.transactions.list.query({ ...some, limit: 200 });
    expect(whole.nextCursor).toBeNull();
    expect(whole.items.length).toBeGreaterThan(14);
    sent.length = 0;
    const ids: string[] = [];
    for await (const { id } of iterate(pfn.transactions.list, { ...some, limit: 7 })) ids.push(id);
    expect(ids).toEqual(whole.items.map(({ id }) => id));
    expect(sent).toHaveLength(Math.ceil(ids.length / 7));
  });

  it("asks for no page that nobody looks at", async () => {
    await using agent = await connect();
    agent.sent.length = 0;
    for await (const _ of iterate(agent.pfn.transactions.list, { limit: 2 })) break;
    expect(agent.sent).toHaveLength(1);
  });

  it("starts at a cursor, takes lists without input, ends with the caller's signal", async () => {
    await using agent = await connect();
    const { pfn } = agent;
    const { nextCursor } = await pfn.transactions.list.query({ limit: 3 });
    const whole = await pfn.transactions.list.query({ limit: 4 });
    const cursor = nextCursor ?? "";
    const next = await iterate(pfn.transactions.list, { limit: 3, cursor }).next();
    expect(next.value).toEqual(whole.items[3]);
    const names: string[] = [];
    for await (const { name } of iterate(pfn.accounts.list)) names.push(name);
    expect(names).toContain("Checking");
    const aborted = iterate(pfn.accounts.list, {}, { signal: AbortSignal.abort() }).next();
    await expect(aborted).rejects.toBeInstanceOf(PfnError);
  });
});
