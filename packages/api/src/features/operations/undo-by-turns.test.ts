import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, openAccount } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { fillHistory } from "../../test/cost/fill-history";
import {
  clearDeadRows,
  isOnServer,
  keepStill,
  measureRowsRead,
} from "../../test/cost/measure-rows-read";
import { forgetSmallTables } from "../../test/cost/set-statistics";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime({ poolSize: 1 });
const SINCE = "2020-01-01T00:00:00Z";
const ROUNDS = 12;
let user: TestUser;
let key: TestKey;
let owner: AppCaller;
let agent: AppCaller;
let accountId: string;

beforeEach(async () => {
  user = await createUser(t.runtime);
  key = await createKey(t.runtime, user);
  owner = await asSession(t.runtime, user);
  agent = await withKey(t.runtime, key);
  accountId = await openAccount(owner);
  await keepStill(t.runtime.db);
  const past = await createKey(t.runtime, user);
  await fillHistory(t.runtime.db, { ledgerId: user.liveLedgerId, keyId: past.id, accountId }, 200);
  // A small table is read as a whole where that is cheaper than an index. That says nothing of
  // large ones.
  if (isOnServer) await t.runtime.db.$executeRaw`analyze`;
  await t.runtime.db.$executeRaw`set enable_seqscan = off`;
});

type Answer = { operationId: string | null };
type Call = (before: Answer) => Promise<Answer>;

const undoIt: Call = ({ operationId }) => agent.operations.undo({ id: operationId ?? "" });
const ownerUndoesIt: Call = ({ operationId }) => owner.operations.undo({ id: operationId ?? "" });
const sweepIt: Call = () => agent.operations.undoMany({ since: SINCE });
const ownerSweepsIt: Call = () => owner.operations.undoMany({ keyId: key.id, since: SINCE });

/** What each call cost, when they are made by turns. */
async function costsOf(turns: readonly Call[], start: Answer = { operationId: null }) {
  const costs: { statements: number; rows: number; blocks: number }[] = [];
  let last = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const call of turns) {
      await clearDeadRows(t.runtime.db);
      if (!isOnServer) await forgetSmallTables(t.runtime);
      const { answer, ...cost } = await measureRowsRead(t, () => call(last));
      last = answer;
      costs.push(cost);
    }
  }
  return { costs, last };
}

const TURNS: [string, readonly Call[]][] = [
  ["a sweep by a key and its undo", [sweepIt, undoIt]],
  ["a sweep by the owner and its undo", [ownerSweepsIt, ownerUndoesIt]],
  [
    "sweeps by both, each undone by the owner",
    [sweepIt, ownerUndoesIt, ownerSweepsIt, ownerUndoesIt],
  ],
  ["undo, undo of the undo, and sweeps", [sweepIt, undoIt, undoIt, undoIt]],
];

describe("undoing and doing again by turns", () => {
  it.each(TURNS)(
    "%s: each round costs the same statements and rows as the one before",
    async (_, turns) => {
      await addPurchase(agent, accountId);
      const { costs } = await costsOf(turns);
      // The first round reads each kind of statement for the first time.
      for (const [index, cost] of costs.entries()) {
        const earlier = costs[turns.length + (index % turns.length)];
        if (index < turns.length * 2 || earlier === undefined) continue;
        expect(cost.statements, `call ${index}`).toBe(earlier.statements);
        expect(cost.rows, `call ${index}`).toBeLessThan(earlier.rows + 30);
      }
    },
  );

  it(
    "by two keys, each with operations and sweeps of its own, costs the same and leaves the " +
      "other's alone",
    async () => {
      const other = await withKey(t.runtime, await createKey(t.runtime, user));
      await addPurchase(agent, accountId);
      const theirs = await addPurchase(other, accountId);
      const otherSweeps: Call = () => other.operations.undoMany({ since: SINCE });
      const otherUndoesIt: Call = ({ operationId }) =>
        other.operations.undo({ id: operationId ?? "" });
      const { costs } = await costsOf([sweepIt, undoIt, otherSweeps, otherUndoesIt]);
      const [second, last] = [costs.slice(4, 8), costs.slice(-4)];
      expect(last.map(({ statements }) => statements)).toEqual(
        second.map(({ statements }) => statements),
      );
      expect((await owner.transactions.list()).items.map(({ id }) => id)).toContain(theirs);
    },
  );

  it("a dry run costs no more than the run, after however many rounds", async () => {
    await addPurchase(agent, accountId);
    await costsOf([sweepIt, undoIt]);
    const { answer: tried, ...dry } = await measureRowsRead(t, () =>
      agent.operations.undoMany({ since: SINCE, dryRun: true }),
    );
    const { answer: done, ...real } = await measureRowsRead(t, () =>
      agent.operations.undoMany({ since: SINCE }),
    );
    expect(tried.undone).toEqual(done.undone);
    expect(dry.statements).toBeLessThanOrEqual(real.statements);
    expect(dry.rows).toBeLessThanOrEqual(real.rows + 30);
  });

  it(
    "ends where it began after an even number of turns, through the " + "newest undo alone",
    async () => {
      await addPurchase(agent, accountId);
      const before = await dumpBooks(t.runtime.db);
      const first = await sweepIt({ operationId: null });
      const { last } = await costsOf([undoIt], first);
      expect(await dumpBooks(t.runtime.db)).not.toEqual(before);
      await undoIt(last);
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
      // An undo in the middle stays undone, and so does the sweep while the newest undo of it is in
      // force.
      expect(await refusalOf(undoIt(last))).toMatchObject({
        status: 409,
        hint: expect.stringContaining("newest undo"),
      });
      const { items } = await owner.operations.list({ keyId: key.id, limit: 200 });
      const [newest, ...rest] = items.filter(({ undoes }) => undoes !== null);
      expect([newest?.state, newest?.undoneBy]).toEqual(["applied", null]);
      expect(new Set(rest.map(({ state, undoneBy }) => `${state} ${undoneBy}`))).toEqual(
        new Set(["undone null"]),
      );
      const sweep = await owner.operations.get({ id: first.operationId ?? "" });
      expect([sweep.state, sweep.undoneBy]).toEqual(["undone", newest?.id]);
    },
  );

  it(
    "`undoneBy` of what a sweep undid names the newest operation that " + "keeps it undone",
    async () => {
      await addPurchase(agent, accountId);
      const added = (await agent.operations.list({ limit: 1 })).items[0]?.id ?? "";
      const undoneBy = async () => (await owner.operations.get({ id: added })).undoneBy;
      const swept = await sweepIt({ operationId: null });
      expect(await undoneBy()).toBe(swept.operationId);
      const back = await undoIt(swept);
      expect(await undoneBy()).toBeNull();
      const again = await undoIt(back);
      expect(await undoneBy()).toBe(again.operationId);
      const sweptAgain = await undoIt(again).then(() => sweepIt({ operationId: null }));
      expect(await undoneBy()).toBe(sweptAgain.operationId);
    },
  );
});
