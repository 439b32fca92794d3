import { createKey, createUser, restEndpoint, trpcEndpoint, useRuntime } from "@pfn/api/testing";
import { formsOf } from "@pfn/keys/testing/secrets";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { useEndpoint } from "../test/agents";
import { mcpEndpoint } from "../test/conformance-endpoint";
import { PRIVATE, PrivateLife } from "../test/private-life";
import { post, send } from "../test/rpc";

// No reader of the log learns what people earn, spend and note: not at the most talkative level,
// and not after any failure (L3).

const t = useRuntime();
const server = useEndpoint(t);

/**
 * Nothing private in what was logged meanwhile; and something was, or the silence proves nothing.
 */
async function expectDiscretion(atLeast: number, from = 0): Promise<string> {
  await t.runtime.keyUse.flush({ all: true });
  await t.runtime.background.settle();
  const written = t.logLines.slice(from);
  expect(written.length).toBeGreaterThanOrEqual(atLeast);
  const lines = written.join("");
  for (const [what, text] of Object.entries(PRIVATE))
    for (const form of formsOf(text)) expect(lines, what).not.toContain(form);
  return lines;
}

describe.each([trpcEndpoint, restEndpoint, mcpEndpoint])("through $name", (endpoint) => {
  let life: PrivateLife;
  beforeAll(async () => {
    const key = await createKey(t.runtime, await createUser(t.runtime), { label: PRIVATE.label });
    life = new PrivateLife({ endpoint, trpcEndpoint, url: server.url, key });
  });

  it("L3: no log line holds any of a row, reason or file, on success or refusal", async () => {
    const from = t.logLines.length;
    await life.openAccounts();
    await life.write();
    await life.importFiles();
    await life.read();
    const heard = life.heard.join("\n");
    const { minor: _, fileName: __, ...answered } = PRIVATE;
    for (const text of Object.values(answered)) expect(heard).toContain(text);
    await expectDiscretion(life.heard.length, from);
  });

  it("L3: nor when the server fails: in a write, a read, or an error with the row", async () => {
    const from = t.logLines.length;
    const create = () =>
      life.say("transactions.create", { transactions: [life.row()], reason: PRIVATE.reason }, 500);
    await failOnWrite(create);
    await failOnRead(() => life.say("transactions.list", { q: PRIVATE.payee }, 500));
    const parts = {
      detail: `Failing row contains (${PRIVATE.payee}).`,
      where: PRIVATE.note,
      parameters: [PRIVATE.amount],
    };
    const failing = Object.assign(new Error("out of order"), {
      ...parts,
      meta: { driverAdapterError: { cause: parts } },
    });
    vi.spyOn(t.runtime.db, "$transaction").mockRejectedValueOnce(failing);
    await create();
    const lines = await expectDiscretion(6, from);
    expect(lines.match(/"procedure\.failed"/g)).toHaveLength(3);
  });
});

it("L3: a file that is read out leaves nothing of its rows or filters in a log line", async () => {
  const from = t.logLines.length;
  const user = await createUser(t.runtime);
  const key = await createKey(t.runtime, user);
  const life = new PrivateLife({ endpoint: restEndpoint, trpcEndpoint, url: server.url, key });
  await life.openAccounts();
  await life.write();
  const search = `?${new URLSearchParams({ q: PRIVATE.payee, min: PRIVATE.amount })}`;
  const readers = [
    { path: "/api/v1/exports/transactions", headers: { authorization: key.authorization } },
    { path: "/api/exports/transactions", headers: { cookie: user.cookie } },
  ];
  for (const { path, headers } of readers) {
    for (const format of ["csv", "json"]) {
      const file = () => fetch(`${server.url}${path}.${format}${search}`, { headers });
      expect(await (await file()).text()).toContain(PRIVATE.payee);
      await failOnRead(async () =>
        expect(
          await file()
            .then((reply) => reply.text())
            .catch(String),
        ).not.toContain("Quagga"),
      );
    }
    expect(
      (await fetch(`${server.url}${path}.csv?${PRIVATE.payee}=${PRIVATE.note}`, { headers }))
        .status,
    ).toBe(400);
    expect((await fetch(`${server.url}${path}.${PRIVATE.fileName}`, { headers })).status).toBe(404);
  }
  expect(await expectDiscretion(12, from)).toContain('"endpoint.cut"');
});

it("L3: nor when a request is no call at all, whichever endpoint it comes to", async () => {
  const from = t.logLines.length;
  const { authorization } = await createKey(t.runtime, await createUser(t.runtime));
  const { payee, note, fileName } = PRIVATE;
  const body = `{"transactions":[{"payee":"${payee}","note":"${note}"`;
  const headers = { authorization, "content-type": "application/json" };
  const named = encodeURIComponent(payee);
  for (const path of [
    "/api/trpc/transactions.create",
    "/api/v1/transactions",
    `/api/v1/${named}`,
    `/api/trpc/${named}`,
  ])
    expect(
      (await fetch(server.url + path, { method: "POST", headers, body })).status,
    ).toBeGreaterThanOrEqual(400);
  const batch = new URLSearchParams({
    batch: "1",
    input: JSON.stringify([{ q: payee }, { q: note }]),
  });
  const batched = await fetch(`${server.url}/api/trpc/transactions.list,${named}?${batch}`, {
    headers,
  });
  expect(batched.status).toBe(207);
  expect((await fetch(`${server.url}/api/trpc/me.get?input=${named}`, { headers })).status).toBe(
    400,
  );
  expect((await post(server.url, body, { authorization })).status).toBe(400);
  const call = {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: payee, arguments: { [note]: payee } },
  };
  expect((await post(server.url, call, { authorization })).text).toContain("No such tool");
  expect(
    (await post(server.url, { ...call, method: payee }, { authorization })).status,
  ).toBeLessThan(500);
  expect(
    (await post(server.url, [{ ...call, params: note }, payee], { authorization })).status,
  ).toBeLessThan(500);
  expect(
    (
      await send(server.url, {
        method: "DELETE",
        headers: { ...headers, "mcp-session-id": fileName },
      })
    ).status,
  ).toBe(405);
  await expectDiscretion(10, from);
});

/**
 * As long as `work` runs, no transaction can be added; the database's words about it quote the row,
 * as its own do.
 */
async function failOnWrite(work: () => Promise<unknown>): Promise<void> {
  await t.runtime.db.$executeRaw`
    create function fail() returns trigger language plpgsql as $$
    begin
      raise exception 'out of order' using detail = 'Failing row contains ' || new::text;
    end $$`;
  await t.runtime.db.$executeRaw`
    create trigger fail before insert on transactions
    for each row execute function fail()`;
  try {
    await work();
  } finally {
    await t.runtime.db.$executeRaw`drop function fail cascade`;
  }
}

/** As long as `work` runs, no line can be read; the database's words about it quote the line. */
async function failOnRead(work: () => Promise<unknown>): Promise<void> {
  const { db } = t.runtime;
  await db.$executeRaw`
    create function fail(line text) returns boolean language plpgsql as $$
    begin raise exception 'out of order' using detail = 'Failing row contains ' || line; end $$`;
  await db.$executeRaw`alter table transaction_lines rename to lines_in_order`;
  await db.$executeRaw`
    create view transaction_lines as select * from lines_in_order l where fail(l::text)`;
  try {
    await work();
  } finally {
    await db.$executeRaw`drop view transaction_lines`;
    await db.$executeRaw`alter table lines_in_order rename to transaction_lines`;
    await db.$executeRaw`drop function fail`;
  }
}
