import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../http/procedure-table";
import type { AppCaller } from "../root";
import { asKey, asSession } from "./callers";
import { growHistory } from "./cost/grow-history";
import {
  growthOf,
  isOnServer,
  keepStill,
  measureRowsRead,
  type RowsRead,
  tellGrowth,
} from "./cost/measure-rows-read";
import { type Knowledge, setStatistics } from "./cost/set-statistics";
import { useRuntime } from "./database";
import { createUser } from "./factories";

const FEWEST = 400;
/**
 * Of some things there is a part of it: a page is then so large that the smallest history fills it.
 */
const SIZES = [FEWEST, 1_600, 6_400];
/**
 * A slope in log–log from which on something is more than linear, or, for a page, more than the
 * depth of an index.
 */
const LIMITS = { page: 0.25, sum: 1.2 };
/**
 * While the planner knows nothing of a table, a page may go through the whole ledger, at most this
 * many times. The embedded engine looks at a table within seconds. Of tables with fewer than a
 * thousand rows it keeps nothing.
 */
const TIMES_THROUGH = 6;
const SMALL = 1_000;

const t = useRuntime({ poolSize: 1, now: () => new Date("2026-03-31T12:00:00Z") });

interface World {
  size: number;
  session: AppCaller;
  key: AppCaller;
  accountId: string;
  transactionId: string;
  importId: string;
  operationId: string;
  keyId: string;
}

interface Law {
  /**
   * `page`: the past does not matter, only what is answered. `sum`: it adds up or answers
   * everything by its nature.
   */
  grows: keyof typeof LIMITS;
  /** The largest input that the schema takes, or the one that makes most work. */
  input: (world: World) => object;
  /** Called as a key instead of as the person. */
  byKey?: true;
}

/** One per query; the suite fails for a query without one. */
const LAWS: Readonly<Record<string, Law>> = {
  "profile.audit": { grows: "page", input: () => ({ limit: 200 }) },
  "profile.me": { grows: "page", input: () => ({}) },
  "profile.sessions": { grows: "page", input: () => ({ limit: 200 }) },
  "accounts.get": { grows: "sum", input: ({ accountId }) => ({ id: accountId }) },
  "accounts.balanceChecks": {
    grows: "sum",
    input: ({ accountId }) => ({ accountId, limit: 200 }),
  },
  "accounts.checkBalance": {
    grows: "sum",
    input: ({ accountId }) => ({ accountId, on: "2200-12-31", amount: "1.00" }),
  },
  "accounts.list": { grows: "sum", input: () => ({ limit: 200, includeClosed: true }) },
  "admin.health": { grows: "sum", input: () => ({}) },
  "admin.invitations": { grows: "page", input: () => ({ limit: FEWEST / 4 }) },
  // All of them unless a limit is asked for.
  "admin.users": { grows: "sum", input: () => ({}) },
  "categories.list": { grows: "sum", input: () => ({}) },
  "changes.list": { grows: "page", input: () => ({ limit: 200 }) },
  // It says how many rows the file has.
  "exports.transactions": { grows: "sum", input: () => ({}) },
  "imports.get": { grows: "page", input: ({ importId }) => ({ id: importId, limit: 200 }) },
  "imports.list": { grows: "page", input: () => ({ limit: FEWEST / 10 }) },
  "integrationKeys.get": { grows: "page", input: ({ keyId }) => ({ id: keyId }) },
  "integrationKeys.list": { grows: "page", input: () => ({ limit: FEWEST / 4 }) },
  "ledger.demo": { grows: "page", input: () => ({}) },
  "me.get": { grows: "page", input: () => ({}), byKey: true },
  "operations.get": {
    grows: "page",
    input: ({ operationId }) => ({ id: operationId, limit: 200 }),
  },
  "operations.list": { grows: "page", input: () => ({ limit: 200 }) },
  "reports.balances": { grows: "sum", input: () => ({ from: "2016-04-01", to: "2026-03-31" }) },
  "reports.summary": {
    grows: "sum",
    input: () => ({ from: "2016-04-01", to: "2026-03-31", groupBy: "category" }),
  },
  "transactions.get": { grows: "page", input: ({ transactionId }) => ({ id: transactionId }) },
  "transactions.list": { grows: "page", input: () => ({ limit: 200 }) },
};
const QUERIES = [...PROCEDURES].filter(([, { type }]) => type === "query").map(([path]) => path);

const KNOWLEDGE = ["no", "all"] as const satisfies readonly Knowledge[];

const costs = new Map<string, ({ size: number } & RowsRead)[]>();
beforeAll(async () => {
  if (isOnServer) return;
  const { db } = t.runtime;
  await keepStill(db);
  for (const size of SIZES) {
    await db.$executeRaw`set enable_seqscan = on`;
    const world = await grow(size);
    // Tables of this size would be read from end to end, even with an index. Those of a long life
    // are not.
    await db.$executeRaw`set enable_seqscan = off`;
    for (const knowledge of KNOWLEDGE) {
      await setStatistics(t.runtime, knowledge);
      for (const path of QUERIES)
        await note(`${path} ${knowledge}`, world, LAWS[path] && call(path, world));
    }
  }
}, 600_000);

async function grow(size: number): Promise<World> {
  const { db } = t.runtime;
  const user = await createUser(t.runtime, { role: "admin" });
  const { userId, liveLedgerId: ledgerId } = user;
  await growHistory(db, { userId, ledgerId, size });
  const first = { where: { ledgerId }, select: { id: true } };
  return {
    size,
    session: await asSession(t.runtime, user),
    key: await asKey(t.runtime, user),
    accountId: (await db.account.findFirstOrThrow({ ...first, orderBy: { name: "asc" } })).id,
    transactionId: (await db.transaction.findFirstOrThrow(first)).id,
    importId: (await db.import.findFirstOrThrow({ ...first, orderBy: { id: "desc" } })).id,
    operationId: (await db.operation.findFirstOrThrow({ ...first, orderBy: { seq: "desc" } })).id,
    keyId: (await db.integrationKey.findFirstOrThrow({ where: { userId }, select: { id: true } }))
      .id,
  };
}

function call(path: string, world: World): () => Promise<unknown> {
  const { input, byKey } = LAWS[path] ?? { input: () => ({}) };
  const [namespace = "", name = ""] = path.split(".");
  const procedure: unknown = Reflect.get(
    Reflect.get(byKey ? world.key : world.session, namespace),
    name,
  );
  if (typeof procedure !== "function") throw new Error(`No procedure ${path}.`);
  return async () => procedure(input(world));
}

async function note(
  label: string,
  { size }: World,
  call: (() => Promise<unknown>) | undefined,
): Promise<void> {
  if (call === undefined) return;
  const { answer: _, ...cost } = await measureRowsRead(t, call);
  costs.set(label, [...(costs.get(label) ?? []), { size, ...cost }]);
}

it("every query has its law here, and no law is of something else", () => {
  expect(Object.keys(LAWS).sort()).toEqual(QUERIES.sort());
});

describe.skipIf(isOnServer)("what a query reads", () => {
  const pointsOf = (path: string, knowledge: Knowledge) => {
    const points = costs.get(`${path} ${knowledge}`) ?? [];
    expect(points).toHaveLength(SIZES.length);
    const [first, last] = [points[0], points.at(-1)];
    const told = points
      .map(({ size, rows, statements }) => `${size}: ${rows} rows, ${statements} statements`)
      .join("; ");
    return { points, told: `${told}; ${first && last && tellGrowth(first, last)}` };
  };

  it.each(Object.keys(LAWS))("%s: grows no faster than its law says", (path) => {
    const { points, told } = pointsOf(path, "all");
    const growth = (figure: "rows" | "statements", least: number) =>
      growthOf(
        points.map((point) => ({ size: point.size, cost: point[figure] })),
        least,
      );
    // Catalogs, and an index that is a page deeper, are no growth.
    expect(growth("rows", 50), told).toBeLessThanOrEqual(LIMITS[LAWS[path]?.grows ?? "page"]);
    expect(growth("statements", 1), told).toBeLessThanOrEqual(0.01);
  });

  it.each(Object.keys(LAWS))("%s: goes through the ledger few times, unknown as it is", (path) => {
    const { points, told } = pointsOf(path, "no");
    for (const { size, rows } of points)
      expect(rows, told).toBeLessThanOrEqual(TIMES_THROUGH * Math.max(size, SMALL));
  });
});
