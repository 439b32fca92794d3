import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "./create-db";
import { inTransaction } from "./in-transaction";
import { createTestDb } from "./testing";

/** Far more rows than a page holds, and than the thousand that count as many. */
const ROWS = 20_000;

let database: Database;
const heard: string[] = [];
beforeAll(async () => {
  database = await createTestDb();
  database.onManyRowsWritten(() => heard.push("many"));
  await database.client.$executeRaw`create table things (id int primary key, kind text)`;
  return () => database.close();
});

beforeEach(async () => {
  await database.client.$executeRaw`truncate things`;
  await database.refreshStatistics();
  heard.length = 0;
});

const add = (from: number, to: number, kind = "plain") => database.client.$executeRaw`
  insert into things select n, ${kind} from generate_series(${from}::int, ${to}::int - 1) n`;

async function known() {
  const [row] = await database.client.$queryRaw<{ rows: number; dead: number; kinds: number }[]>`
    select c.reltuples::int as rows, s.n_dead_tup::int as dead,
      (select count(*)::int from pg_stats where tablename = 'things' and attname = 'kind') as kinds
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid where c.relname = 'things'`;
  return row;
}

describe("the embedded engine", () => {
  it("knows of many rows, and of their kinds, once statistics were refreshed", async () => {
    if (database.engine === "postgres") return;
    await add(0, ROWS);
    expect(await database.refreshStatistics()).toEqual(["things"]);
    expect(await known()).toMatchObject({ rows: ROWS, kinds: 1 });
  });

  it("looks at a table again once a tenth of it changed, grown or not, and no sooner", async () => {
    if (database.engine === "postgres") return;
    await add(0, ROWS);
    await database.refreshStatistics();
    await add(ROWS, ROWS * 1.05);
    expect(await database.refreshStatistics()).toEqual([]);
    await add(ROWS * 1.05, ROWS * 1.2);
    expect(await database.refreshStatistics()).toEqual(["things"]);
    await database.client.$executeRaw`update things set kind = 'rare' where id < ${ROWS / 5}`;
    expect(await database.refreshStatistics()).toEqual(["things"]);
    expect(await database.refreshStatistics()).toEqual([]);
  });

  it("keeps nothing of a table with few rows, however large its file is", async () => {
    if (database.engine === "postgres") return;
    await add(0, 100);
    expect(await database.refreshStatistics()).toEqual([]);
    expect(await known()).toMatchObject({ rows: -1 });
    await add(100, ROWS);
    await database.refreshStatistics();
    // The last row keeps the file as long as it was.
    await database.client.$executeRaw`delete from things where id < ${ROWS - 1}`;
    expect(await database.refreshStatistics()).toEqual(["things"]);
    expect(await known()).toMatchObject({ rows: -1, kinds: 0, dead: 0 });
    expect(await database.refreshStatistics()).toEqual([]);
    await add(0, ROWS - 1);
    expect(await database.refreshStatistics()).toEqual(["things"]);
    expect(await known()).toMatchObject({ rows: ROWS, kinds: 1 });
  });

  it("clears away what was rolled back, deleted or replaced, and uses the room again", async () => {
    if (database.engine === "postgres") return;
    await add(0, ROWS);
    await database.refreshStatistics();
    const size = () =>
      database.client.$queryRaw`select pg_relation_size('things')::int / 100000 as size`;
    const before = await size();
    for (let round = 0; round < 4; round += 1) {
      const given = inTransaction(database.client, async (tx) => {
        await tx.$executeRaw`
          insert into things
          select n, 'gone' from generate_series(${ROWS}::int, ${ROWS * 1.5}::int) n`;
        throw new Error("Changed my mind.");
      });
      await expect(given).rejects.toThrow("Changed my mind.");
      await database.refreshStatistics();
      expect(await known()).toMatchObject({ rows: ROWS, dead: 0 });
      await database.client.$executeRaw`vacuum (truncate) things`;
      expect(await size()).toEqual(before);
    }
  });

  it("is told of many rows once, when their transaction has ended, whichever way", async () => {
    if (database.engine === "postgres") return;
    const write = (end: () => void) =>
      inTransaction(database.client, async (tx) => {
        for (const [from, to] of [
          [0, 600],
          [600, 1_200],
        ])
          await tx.$queryRaw`
            insert into things
            select n, '' from generate_series(${from}::int, ${to}::int - 1) n returning id`;
        expect(heard).toEqual([]);
        end();
      });
    await expect(
      write(() => {
        throw new Error("No.");
      }),
    ).rejects.toThrow("No.");
    expect(heard).toEqual(["many"]);
    heard.length = 0;
    await write(() => undefined);
    expect(heard).toEqual(["many"]);
  });

  it(
    "is told of rows that come a few at a time, and not of those that were only read or " +
      "locked",
    async () => {
      if (database.engine === "postgres") return;
      await add(0, 600);
      await database.client.$queryRaw`select id, 'insert' as kind from things for update`;
      await database.client.$queryRaw`select id from things for no key update`;
      expect(heard).toEqual([]);
      await database.client.$executeRaw`update things set kind = 'seen' where id < 400`;
      expect(heard).toEqual(["many"]);
    },
  );
});

it("a server does all this by itself, and is left alone", async () => {
  if (database.engine === "pglite") return;
  await add(0, ROWS);
  expect([await database.refreshStatistics(), heard]).toEqual([[], []]);
});
