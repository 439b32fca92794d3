import { inTransaction } from "@pfn/db";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime({ poolSize: 1 });
const server = useServer(t);
let user: TestUser;
beforeAll(async () => {
  user = await createUser(t.runtime);
});
const ask = () => get(server.url, "profile.me", { cookie: user.cookie });

it(
  "F1: a session's call hears in time that the database has no connection for it, as a key's " +
    "does",
  async () => {
    const answer = await inTransaction(t.runtime.db, async (tx) => {
      await tx.user.count();
      return ask();
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await ask()).status).toBe(200);
  },
);

it(
  "F1: a session that is over is refused in the midst of a large write, not " + "told to come back",
  async ({ skip }) => {
    skip(t.database.engine === "postgres", "there, it needs a connection of its own");
    const nobody = { cookie: "session=00000000-0000-0000-0000-000000000000" };
    const answer = await inTransaction(
      t.runtime.db,
      async (tx) => {
        await tx.category.updateMany({
          where: { ledgerId: user.liveLedgerId },
          data: { updatedAt: new Date() },
        });
        return get(server.url, "profile.me", nobody);
      },
      { timeout: 60_000, letsLookupsPass: true },
    );
    expect(answer.status).toBe(401);
  },
);
