import { asSession, createKey, createUser, type TestUser, useRuntime } from "@pfn/api/testing";
import { beforeAll, expect, it } from "vitest";
import { useEndpoint } from "../test/agents";
import { post, toolCall } from "../test/rpc";

const t = useRuntime({
  limits: { callsPerMinute: 6, writesPerSecond: 1, anonymousPerMinute: 2, failedKeysPerMinute: 2 },
});
const endpoint = useEndpoint(t);
const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const newKey = async () => ({ authorization: (await createKey(t.runtime, user())).authorization });

it("R1, R2: a message counts as a call of its key; too many get 429, never 401", async () => {
  const key = await newKey();
  for (let left = 5; left >= 0; left -= 1) {
    const answer = await post(endpoint.url, toolCall("whoami", {}), key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("ratelimit")).toContain(`"key";r=${left};`);
  }
  const throttled = await post(endpoint.url, toolCall("whoami", {}), key);
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get("ratelimit")).toBe(
    `"key";r=0;t=${throttled.headers.get("retry-after")}`,
  );
  expect(JSON.parse(throttled.text)).toMatchObject({ code: "TOO_MANY_REQUESTS", retryable: true });
});

it("R1: tools that write have the quota of writes, and nothing is written beyond it", async () => {
  const key = await newKey();
  const owner = await asSession(t.runtime, user());
  const { account } = await owner.accounts.create({ name: "Cash", type: "cash", currency: "EUR" });
  const amount = { amount: "-1.00", currency: "EUR" };
  const create = (payee: string) => {
    const transactions = [{ accountId: account.id, date: "2026-03-31", amount, payee }];
    return post(endpoint.url, toolCall("create_transactions", { transactions }), key);
  };
  const answers = await Promise.all(["One", "Two", "Three", "Four"].map(create));
  // A slow machine may begin another second meanwhile.
  const written = answers.filter(({ status }) => status === 200).length;
  expect(written).toBeLessThan(4);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(4 - written);
  expect(await t.runtime.db.transaction.count({ where: { accountId: account.id } })).toBe(written);
});

it("R1, R2: messages without a key, or with an invalid one, count by network", async () => {
  const statuses = async (headers: Record<string, string>) => {
    const told: number[] = [];
    for (let index = 0; index < 3; index += 1)
      told.push((await post(endpoint.url, toolCall("whoami"), headers)).status);
    return told;
  };
  expect(await statuses({})).toEqual([401, 401, 429]);
  expect(await statuses({ authorization: "Bearer pfn_live_nonsense" })).toEqual([401, 401, 429]);
  expect((await post(endpoint.url, toolCall("whoami", {}), await newKey())).status).toBe(200);
});
