import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { get, post, problemOf } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime({ patience: 1 });
const server = useServer(t);
const made: { authorization: string; ledgerId: string } = { authorization: "", ledgerId: "" };
beforeAll(async () => {
  const user = await createUser(t.runtime);
  Object.assign(made, await createKey(t.runtime, user), { ledgerId: user.liveLedgerId });
});

it(
  "F1, F2: a write whose ledger somebody else holds is told when to come back and writes " +
    "nothing, while others read; repeated, it counts once",
  async ({ skip }) => {
    skip(t.database.engine === "pglite", "one connection waits for nobody");
    const { authorization, ledgerId } = made;
    const write = (name: string) =>
      post(server.url, "accounts.create", {
        authorization,
        body: { name, type: "cash", currency: "EUR", idempotencyKey: name },
      });
    const answers = await t.runtime.db.$transaction(
      async (tx) => {
        await tx.$queryRaw`select 1 from ledgers where id = ${ledgerId}::uuid for no key update`;
        const writes = Promise.all([write("first"), write("second")]);
        expect((await get(server.url, "accounts.list", { authorization })).status).toBe(200);
        return writes;
      },
      { timeout: 30_000 },
    );
    for (const answer of answers) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
      expect(problemOf(answer)).toMatchObject({
        code: "SERVICE_UNAVAILABLE",
        retryable: true,
        hint: expect.stringContaining("idempotency key"),
      });
    }
    expect(await t.runtime.db.account.count({ where: { ledgerId } })).toBe(0);
    expect([
      (await write("first")).status,
      (await write("second")).status,
      (await write("first")).status,
    ]).toEqual([200, 200, 200]);
    expect(await t.runtime.db.account.count({ where: { ledgerId } })).toBe(2);
  },
);
