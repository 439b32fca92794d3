import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { useRuntime } from "../database";
import { fillHistory } from "./fill-history";
import {
  clearDeadRows,
  growthOf,
  isOnServer,
  keepStill,
  measureRowsRead,
  type RowsRead,
  tellGrowth,
} from "./measure-rows-read";
import { forgetSmallTables } from "./set-statistics";
import { type Stage, setStage } from "./stage";
import { UNDO_SCENES } from "./undo-scenes";
import type { WriteScene } from "./write-scene";
import { WRITE_SCENES } from "./write-scenes";

// What a write costs is counted in statements and rows read, so no machine's speed matters.
// Building the histories takes a while.
const t = useRuntime({ poolSize: 1 });
const NO_LIMIT = 0;

/** Writes of each kind in the ledger's past. */
const SHORT = 1_000;
const LONG = 8_000;
/**
 * Rows that a call may read more after a long history: levels of indexes, and versions of rows that
 * are dead.
 */
const SLACK = { share: 0.15, rows: 60 };
/** What grows in proportion has a slope of 1, a sort a little more. */
const LINEAR = 1.2;

interface Cost {
  size: number;
  /** Rows of the account with the history, which a balance sums. */
  account: number;
  dry: RowsRead;
  real: RowsRead;
}

interface Measured {
  path: string;
  number: number;
  scene: WriteScene;
  /** At every size, after a short history. */
  short: Cost[];
  /** At the largest size, after a long one. */
  long?: Cost;
}

const casesOf = (all: Readonly<Record<string, readonly WriteScene[]>>, prefix = "") =>
  Object.entries(all).flatMap(([path, scenes]) =>
    scenes.map((scene, number): Measured => ({ path: prefix + path, number, scene, short: [] })),
  );
const CASES = [...casesOf(WRITE_SCENES), ...casesOf(UNDO_SCENES, "undo of ")];

/** The planner knows of these rows what it knows after many were written. */
async function fill(stage: Stage, size: number): Promise<void> {
  await fillHistory(t.runtime.db, stage, size);
  await t.runtime.db.$executeRaw`analyze`;
}

/**
 * A dry run writes as much as a run before it is rolled back. What the embedded engine would learn
 * of its tables after that, it has to know before, or the two would be planned differently.
 */
async function tidy(): Promise<void> {
  await t.database.refreshStatistics();
  await clearDeadRows(t.runtime.db);
  await forgetSmallTables(t.runtime);
}

async function costOf(stage: Stage, { set, isTrial }: WriteScene, size: number): Promise<Cost> {
  const call = await set(stage, size);
  const account = await t.runtime.db.transaction.count({ where: { accountId: stage.accountId } });
  await tidy();
  const { answer: _, ...dry } = await measureRowsRead(t, () => call({ dryRun: true }));
  if (isTrial) return { size, account, dry, real: dry };
  await tidy();
  const { answer: __, ...real } = await measureRowsRead(t, () => call({}));
  return { size, account, dry, real };
}

beforeAll(async () => {
  if (isOnServer) return;
  const stage = await setStage(t.runtime);
  await keepStill(t.runtime.db);
  // A small table is read as a whole where that is cheaper than an index. That says nothing of
  // large ones.
  await t.runtime.db.$executeRaw`set enable_seqscan = off`;
  await fill(stage, SHORT);
  for (const measured of CASES)
    for (const size of measured.scene.sizes ?? [1])
      measured.short.push(await costOf(stage, measured.scene, size));
  await fill(stage, LONG - SHORT);
  for (const measured of CASES)
    measured.long = await costOf(stage, measured.scene, measured.scene.sizes?.at(-1) ?? 1);
}, NO_LIMIT);

it("every write that a key reaches is measured, with its largest input", () => {
  const reached = [...PROCEDURES].flatMap(([path, { type, meta }]) =>
    type === "mutation" && (meta?.access.kind === "ledger" || meta?.access.kind === "key")
      ? [path]
      : [],
  );
  expect(Object.keys(WRITE_SCENES).sort()).toEqual(reached.sort());
});

describe.skipIf(isOnServer).each(CASES)("$path ($number)", (measured) => {
  const { scene, short } = measured;
  const pairs = () => {
    const [before, after] = [short.at(-1), measured.long];
    if (before === undefined || after === undefined) throw new Error("Nothing was measured.");
    const summed = scene.sums * (after.account - before.account);
    return [
      { name: "dry run", before: before.dry, after: after.dry, summed },
      { name: "run", before: before.real, after: after.real, summed },
    ];
  };

  it("reads nothing of the ledger's past, save what a balance sums", () => {
    for (const { name, before, after, summed } of pairs()) {
      expect(after.statements, `statements of the ${name}`).toBe(before.statements);
      const allowed = before.rows * (1 + SLACK.share) + SLACK.rows + summed;
      expect(
        after.rows,
        `rows of the ${name}; ${before.rows} before; ${tellGrowth(before, after)}`,
      ).toBeLessThanOrEqual(allowed);
    }
  });

  it("costs at most in proportion to the rows that it names", () => {
    for (const run of ["dry", "real"] as const) {
      const points = (what: "statements" | "rows") =>
        short.map(({ size, [run]: cost }) => ({ size, cost: cost[what] }));
      if (short.length === 1) continue;
      expect(growthOf(points("statements")), `statements of the ${run} run`).toBeLessThanOrEqual(
        LINEAR,
      );
      expect(growthOf(points("rows")), `rows of the ${run} run`).toBeLessThanOrEqual(LINEAR);
    }
  });

  it("costs as a dry run no more than as a run", () => {
    for (const { dry, real } of [...short, measured.long ?? short[0]].flatMap(
      (cost) => cost ?? [],
    )) {
      expect(dry.statements).toBeLessThanOrEqual(real.statements);
      expect(dry.rows).toBeLessThanOrEqual(real.rows * (1 + SLACK.share) + SLACK.rows);
    }
  });
});
