import { createKey, createUser, listen, type useRuntime } from "@pfn/api/testing";
import { expect } from "vitest";
import { createPfnClient, type PfnClient, PfnError } from "../src/index";

type TestRuntime = ReturnType<typeof useRuntime>;

/** An agent with a fresh key on a real port, and what it sent. */
export async function connect(t: TestRuntime, options?: Parameters<typeof createKey>[2]) {
  const user = await createUser(t.runtime);
  const { key, id: keyId } = await createKey(t.runtime, user, { label: "Agent", ...options });
  const server = await listen(t.runtime);
  const requests: { method: string; url: string }[] = [];
  const counting: typeof fetch = (url, init) => {
    requests.push({ method: init?.method ?? "GET", url: String(url) });
    return fetch(url, init);
  };
  const pfn = createPfnClient({ url: server.url, key, fetch: counting });
  return {
    pfn,
    user,
    key,
    keyId,
    requests,
    url: server.url,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** What a promise rejects with; only a PfnError will do. */
export async function refusal(call: Promise<unknown>): Promise<PfnError> {
  const thrown = await call.then(
    () => expect.fail("The call succeeded."),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PfnError);
  return thrown as PfnError;
}

export const checking = { name: "Checking", type: "checking", currency: "EUR" } as const;

export async function addBakery(
  pfn: PfnClient,
  more: { idempotencyKey?: string; dryRun?: boolean } = {},
) {
  const { account } = await pfn.accounts.create.mutate(checking);
  const row = {
    accountId: account.id,
    date: "2026-03-31",
    amount: { amount: "-12.50", currency: "EUR" },
    payee: "Bakery",
  };
  return { row, answer: await pfn.transactions.create.mutate({ transactions: [row], ...more }) };
}
