import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createRuntime } from "../../create-runtime";
import { addPurchase, openAccount } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";

const t = useRuntime();

/** Connections that wait for a row of `ledgers`. */
async function waiting(): Promise<number> {
  const rows = await t.runtime.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      and query like '%from ledgers%'`;
  return rows.length;
}

it(
  "a sweep sees what its key wrote until the moment the ledger was locked: nothing falls in " +
    "between",
  async (context) => {
    context.skip(t.database.engine === "pglite", "needs several connections");
    const user = await createUser(t.runtime);
    const key = await createKey(t.runtime, user);
    // On two instances: the writers of one process wait for each other before they connect.
    const [owner, agent] = [
      await asSession(createRuntime(t.runtime), user),
      await withKey(t.runtime, key),
    ];
    const accountId = await openAccount(owner);
    await addPurchase(agent, accountId);
    const begun: Promise<unknown>[] = [];
    const until = async (count: number) => {
      while ((await waiting()) < count) await sleep(5);
    };
    const sweep = await t.runtime.db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from ledgers
        where id = ${user.liveLedgerId}::uuid for no key update`;
      begun.push(addPurchase(agent, accountId));
      await until(1);
      // It was asked for while the write above had not happened yet, and is answered after it.
      const asked = owner.operations.undoMany({ keyId: key.id, since: "2020-01-01T00:00:00Z" });
      begun.push(asked);
      await until(2);
      return { asked };
    });
    await Promise.all(begun);
    expect((await sweep.asked).undone).toHaveLength(2);
    expect((await owner.transactions.list()).items).toEqual([]);
  },
);
