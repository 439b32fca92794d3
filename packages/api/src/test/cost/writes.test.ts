import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../../procedures";
import { useRuntime } from "../database";
import { fillHistory } from "./fill-history";
import { growthOf, keepStill, measureRowsRead, type RowsRead } from "./measure-rows-read";
import { type Stage, setStage } from "./stage";
import { WRITE_SCENES, type WriteScene } from "./write-scenes";

// What a write costs is counted in statements and rows read, so no machine's speed matters. Building the histories takes a while.
const t = useRuntime({ poolSize: 1 });
const NO_LIMIT = 0;

/** Writes of each kind in the ledger's past. */
const SHORT = 1_000;
const LONG = 8_000;
/** Rows that a call may read more after a long history: levels of indexes, and versions of rows that are dead. */
const SLACK = { share: 0.15, rows: 60 };
/** What grows in proportion has a slope of 1, a sort a little more. */
const LINEAR = 1.2;

interface Cost {
  size: number;
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

const CASES = Object.entries(WRITE_SCENES).flatMap(([path, scenes]) =>
  scenes.map((scene, number): Measured => ({ path, number, scene, short: [] })),
);
const made: { rows: number } = { rows: 0 };

/** As a server does after it wrote many rows, the planner is told how many there are. */
async function fill(stage: Stage, size: number): Promise<void> {
  await fillHistory(t.runtime.db, stage, size);
  await t.runtime.db.$executeRaw`analyze`;
}

async function costOf(stage: Stage, { set }: WriteScene, size: number): Promise<Cost> {
  const call = await set(stage, size);
  const { answer: _, ...dry } = await measureRowsRead(t, () => call({ dryRun: true }));
  const { answer: __, ...real } = await measureRowsRead(t, () => call({}));
  return { size, dry, real };
}

beforeAll(async () => {
  const stage = await setStage(t.runtime);
  await keepStill(t.runtime.db);
  // A small table is read as a whole where that is cheaper than an index. That says nothing of large ones.
  await t.runtime.db.$executeRaw`set enable_seqscan = off`;
  await fill(stage, SHORT);
  for (const measured of CASES)
    for (const size of measured.scene.sizes ?? [1]) measured.short.push(await costOf(stage, measured.scene, size));
  const { db } = t.runtime;
  const count = () => db.transaction.count({ where: { accountId: stage.accountId } });
  const before = await count();
  await fill(stage, LONG - SHORT);
  for (const measured of CASES) measured.long = await costOf(stage, measured.scene, measured.scene.sizes?.at(-1) ?? 1);
  made.rows = (await count()) - before;
}, NO_LIMIT);

it("every write that a key reaches is measured, with its largest input", () => {
  const reached = [...PROCEDURES].flatMap(([path, { type, meta }]) =>
    type === "mutation" && (meta?.access.kind === "ledger" || meta?.access.kind === "key") ? [path] : [],
  );
  expect(Object.keys(WRITE_SCENES).sort()).toEqual(reached.sort());
});

describe.each(CASES)("$path ($number)", (measured) => {
  const { scene, short } = measured;
  const pairs = () => {
    const [before, after] = [short.at(-1), measured.long];
    if (before === undefined || after === undefined) throw new Error("Nothing was measured.");
    return [
      ["dry run", before.dry, after.dry],
      ["run", before.real, after.real],
    ] as const;
  };

  it("reads nothing of the ledger's past, save what a balance sums", () => {
    for (const [name, before, after] of pairs()) {
      expect(after.statements, `statements of the ${name}`).toBe(before.statements);
      const allowed = before.rows * (1 + SLACK.share) + SLACK.rows + scene.sums * made.rows;
      expect(after.rows, `rows of the ${name}; ${before.rows} before`).toBeLessThanOrEqual(allowed);
    }
  });

  it("costs at most in proportion to the rows that it names", () => {
    for (const run of ["dry", "real"] as const) {
      const points = (what: "statements" | "rows") =>
        short.map(({ size, [run]: cost }) => ({ size, cost: cost[what] }));
      if (short.length === 1) continue;
      expect(growthOf(points("statements")), `statements of the ${run} run`).toBeLessThanOrEqual(LINEAR);
      expect(growthOf(points("rows")), `rows of the ${run} run`).toBeLessThanOrEqual(LINEAR);
    }
  });

  it("costs as a dry run no more than as a run", () => {
    for (const { dry, real } of [...short, measured.long ?? short[0]].flatMap((cost) => cost ?? [])) {
      expect(dry.statements).toBeLessThanOrEqual(real.statements);
      expect(dry.rows).toBeLessThanOrEqual(real.rows * (1 + SLACK.share) + SLACK.rows);
    }
  });
});
