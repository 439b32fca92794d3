import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { expect, it } from "vitest";
import type { AppRouter } from "../../root";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

it(
  "a key opens the ledger over HTTP with tRPC's own client until it is revoked; its owner " +
    "sees and undoes what it did",
  async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    const { key, integrationKey } = await owner.integrationKeys.create({
      label: "Agent",
      preset: "full",
    });
    const link = httpBatchLink({
      url: `${server.url}/api/trpc`,
      headers: { authorization: `Bearer ${key}` },
    });
    const agent = createTRPCClient<AppRouter>({ links: [link] });

    const [me, before] = await Promise.all([agent.me.get.query(), agent.accounts.list.query({})]);
    expect(me.key).toMatchObject({
      id: integrationKey.id,
      label: "Agent",
      mode: "live",
      scopes: integrationKey.scopes,
    });
    expect(before.items).toEqual([]);

    const eur = (amount: string) => ({ amount, currency: "EUR" });
    const { account } = await agent.accounts.create.mutate({
      name: "Checking",
      type: "checking",
      currency: "EUR",
      openingBalance: eur("10.00"),
    });
    const row = {
      accountId: account.id,
      date: "2026-01-02",
      amount: eur("-2.50"),
      payee: "Bakery",
    };
    const written = await agent.transactions.create.mutate({ transactions: [row] });
    expect(written).toMatchObject({
      created: 1,
      balancesAfter: [{ accountId: account.id, posted: eur("7.50") }],
    });

    await t.runtime.keyUse.flush({ all: true });
    const seen = await owner.integrationKeys.get({ id: integrationKey.id });
    expect(seen.lastUsedAt).not.toBeNull();
    expect(seen.operations.map(({ procedure }) => procedure)).toEqual([
      "transactions.create",
      "accounts.create",
    ]);

    await owner.integrationKeys.revoke({ id: integrationKey.id });
    await expect(agent.me.get.query()).rejects.toMatchObject({
      data: { code: "UNAUTHORIZED", problem: { status: 401 } },
    });
    expect(await owner.operations.undo({ id: written.operationId ?? "" })).toMatchObject({
      deleted: 1,
    });
  },
);
