import { setTimeout as sleep } from "node:timers/promises";
import type { Tx } from "@pfn/db";
import { hashKey } from "@pfn/keys";
import { expect, it } from "vitest";
import { createContext } from "../../common/create-context";
import { assertCallerActive } from "../../identity/assert-caller-active";
import { verifyKey } from "../../identity/verify-key";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

// A key is valid iff the database's clock stands before `expiresAt` (K4).

const t = useRuntime();
const server = useServer(t);
const NOWHERE = { ip: null, userAgent: null };

/** Ends a transaction without keeping anything. */
class Undo extends Error {}

/** Inside one transaction, in which `now()` stands still. */
async function atOneInstant(
  work: (tx: Tx, setExpiry: (sql: string) => Promise<unknown>) => Promise<void>,
  id: string,
) {
  const run = t.runtime.db.$transaction(async (tx) => {
    // The column keeps milliseconds; the clock tells microseconds.
    await tx.$executeRawUnsafe(
      "alter table integration_keys alter column expires_at type timestamptz(6)",
    );
    await work(tx, (sql) =>
      tx.$executeRawUnsafe(`update integration_keys set expires_at = ${sql} where id = '${id}'`),
    );
    throw new Undo();
  });
  await expect(run).rejects.toBeInstanceOf(Undo);
}

it(
  "K4: at the very instant of `expiresAt` a key is expired, a microsecond " + "before it is valid",
  async () => {
    const { id, key, authorization } = await createKey(t.runtime, await createUser(t.runtime));
    await verifyKey(t.runtime, authorization, NOWHERE);
    const sent = t.statements.find((sql) => sql.includes("k.hash = any")) ?? "";
    // Only the clock that stands still in a transaction can be met to the microsecond.
    const lookup = sent.replace("statement_timestamp()", "now()");
    expect(lookup).not.toBe(sent);
    const hashes = `{"\\\\x${Buffer.from(hashKey(key)).toString("hex")}"}`;
    await atOneInstant(async (tx, setExpiry) => {
      const stateAt = async (sql: string) => {
        await setExpiry(sql);
        const [found] = await tx.$queryRawUnsafe<{ state: string }[]>(lookup, hashes);
        return found?.state;
      };
      expect(await stateAt("now()")).toBe("expired");
      expect(await stateAt("now() + interval '1 microsecond'")).toBe("active");
      expect(await stateAt("now() - interval '1 microsecond'")).toBe("expired");
      expect(await stateAt("null")).toBe("active");
    }, id);
  },
);

it(
  "A8: a write judges the expiry by the clock of each look, not by that of its transaction's " +
    "beginning",
  async () => {
    const { id, authorization } = await createKey(t.runtime, await createUser(t.runtime));
    const principal = await verifyKey(t.runtime, authorization, NOWHERE);
    const parts = { principal, channel: "trpc", requestId: "x", ...NOWHERE } as const;
    const ctx = { ...createContext(t.runtime, parts), principal };
    await atOneInstant(async (tx, setExpiry) => {
      await setExpiry("clock_timestamp() + interval '1 hour'");
      for (const isLast of [false, true])
        await expect(assertCallerActive(ctx, tx, { isLast })).resolves.toBeUndefined();
      // After the transaction's beginning, and over by the time that it is looked at.
      await tx.$queryRaw`select 1 from pg_sleep(0.01)`;
      await setExpiry("now() + interval '5 milliseconds'");
      for (const isLast of [false, true])
        await expect(assertCallerActive(ctx, tx, { isLast })).rejects.toThrow(
          "This integration key opens nothing.",
        );
    }, id);
  },
);

it(
  "K4: over HTTP no request is accepted that begins after `expiresAt`, and none refused that " +
    "ends before it",
  async () => {
    const clock = async () => {
      const [row] = await t.runtime.db.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
      return row?.now.getTime() ?? Number.NaN;
    };
    const { id, authorization } = await createKey(t.runtime, await createUser(t.runtime));
    await get(server.url, "me.get", { authorization });
    const expiresAt = new Date((await clock()) + 1_000);
    await t.runtime.db.integrationKey.update({ where: { id }, data: { expiresAt } });
    let [accepted, refused] = [0, 0];
    while (refused < 3) {
      const begun = await clock();
      const { status } = await get(server.url, "me.get", { authorization });
      const ended = await clock();
      if (begun > expiresAt.getTime()) expect(status).toBe(401);
      if (ended < expiresAt.getTime()) expect(status).toBe(200);
      if (status === 200) accepted++;
      else refused++;
      await sleep(20);
    }
    expect(accepted).toBeGreaterThan(0);
  },
);

it("K4: the clock of this process has no say in it", async () => {
  const user = await createUser(t.runtime);
  const { authorization } = await createKey(t.runtime, user, {
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const { now } = t.runtime;
  t.runtime.now = () => new Date(Date.now() + 7_200_000);
  const { status } = await get(server.url, "me.get", { authorization });
  t.runtime.now = now;
  expect(status).toBe(200);
});
