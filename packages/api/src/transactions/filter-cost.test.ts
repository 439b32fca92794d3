import { type Db, Prisma } from "@pfn/db";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { AppCaller } from "../root";
import { newId } from "../schema/new-id";
import { asPrincipal } from "../test/callers";
import { forgetStatistics } from "../test/cost/forget-statistics";
import { keepStill, measureRowsRead } from "../test/cost/measure-rows-read";
import { useRuntime } from "../test/database";
import { createUser } from "../test/factories";
import { fillLedger } from "../test/fill-ledger";
import { ListTransactionsInput, type TransactionFilters } from "./list-schema";

const ROWS = 51_000;
/** Times the rows that the same page and totals read without any filter. */
const BOUND = 3;
/** Filters that read more, and why nothing can be done about it. */
const SAYS_WHY_NOT: Readonly<Record<string, string>> = {};

const t = useRuntime({ poolSize: 1, now: () => new Date("2026-03-31T12:00:00Z") });

type Filter = Record<string, unknown>;
const made: { caller?: AppCaller; cases: [string, Filter][]; plain: number } = { cases: [], plain: 0 };

beforeAll(async () => {
  const { db } = t.runtime;
  await keepStill(db);
  const { session, liveLedgerId: ledgerId } = await createUser(t.runtime);
  await fillLedger(db, { ledgerId, count: ROWS, today: "2026-03-31" });
  const world = await arrange(db, ledgerId);
  made.caller = asPrincipal(t.runtime, session);
  made.cases = casesOf(world);
}, 600_000);

interface World {
  account: string;
  common: string;
  rare: string;
  importId: string;
  operation: string;
  key: string;
}

/** Of half of the rows the lines lose their category, ten lines get a category of their own, and ten rows come from an import. */
async function arrange(db: Db, ledgerId: string): Promise<World> {
  const account = await db.account.findFirstOrThrow({ where: { ledgerId, name: "Filled Everyday" } });
  const [rare, common] = await db.category.findMany({ where: { ledgerId }, orderBy: { name: "asc" }, take: 2 });
  const operation = await db.operation.findFirstOrThrow({ where: { ledgerId, procedure: "test.fill" } });
  const { userId } = await db.ledger.findUniqueOrThrow({ where: { id: ledgerId } });
  const key = { id: newId(), userId, ledgerId, label: "Key", hint: "", scopes: ["transactions:read"] };
  await db.integrationKey.create({ data: { ...key, hash: new Uint8Array(32) } });
  const importId = newId();
  const file = {
    format: "csv",
    fileName: "march.csv",
    fileSha256: new Uint8Array(32),
    mapping: {},
    state: "committed",
  };
  await db.import.create({ data: { ...file, state: "committed", id: importId, ledgerId, accountId: account.id } });
  const ten = Prisma.sql`(select transaction_id from transaction_lines where category_id = ${common?.id}::uuid limit 10)`;
  await db.$transaction([
    db.$executeRaw`alter table transactions disable trigger user`,
    db.$executeRaw`alter table transaction_lines disable trigger user`,
    db.$executeRaw`alter table operations disable trigger user`,
    db.$executeRaw`update transaction_lines set category_id = null where ledger_id = ${ledgerId}::uuid
      and (amount_minor % 2 = 0 or category_id = ${rare?.id}::uuid)`,
    db.$executeRaw`update transaction_lines set category_id = ${rare?.id}::uuid where transaction_id in ${ten}`,
    db.$executeRaw`update transactions set import_id = ${importId}::uuid where account_id = ${account.id}::uuid and id in ${ten}`,
    db.$executeRaw`update operations set key_id = ${key.id}::uuid, actor = 'key' where id = ${operation.id}::uuid`,
    db.$executeRaw`set constraints all immediate`,
    db.$executeRaw`alter table transactions enable trigger user`,
    db.$executeRaw`alter table transaction_lines enable trigger user`,
    db.$executeRaw`alter table operations enable trigger user`,
  ]);
  if (rare === undefined || common === undefined) throw new Error("No categories.");
  return { account: account.id, rare: rare.id, common: common.id, importId, operation: operation.id, key: key.id };
}

/** What selects much, little and nothing, where the schema does not list it. */
const valuesOf = ({ account, common, rare, importId, operation, key }: World): Record<string, unknown[]> => ({
  accountId: [[account], [account, newId()], [newId()]],
  categoryId: [[common], [rare], [common, rare], [newId()]],
  from: ["1900-01-01", "2021-03-31", "2026-03-30", "2200-01-01"],
  to: ["2200-01-01", "2021-03-31", "2016-04-05", "1900-01-01"],
  min: ["0", "500", "100000"],
  max: ["100000", "1.05", "0"],
  currency: ["EUR", "USD", "JPY"],
  q: ["card", "payee 77 ", "nobody of this name"],
  importId: [importId, newId()],
  operationId: [operation, newId()],
  keyId: [key, newId()],
});

/** Every filter of the schema with each of its values. A filter without values fails. */
function casesOf(world: World): [string, Filter][] {
  const listed = valuesOf(world);
  const { cursor: _, limit: __, include: ___, ...filters } = ListTransactionsInput.unwrap().shape;
  return Object.entries(filters).flatMap(([name, schema]) => {
    const values = listed[name] ?? enumerate(schema);
    if (values.length === 0) throw new Error(`The filter ${name} has no values in this test.`);
    return values.map((value): [string, Filter] => [`${name}=${JSON.stringify(value)}`, { [name]: value }]);
  });
}

function enumerate(schema: z.ZodType): unknown[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return json.type === "boolean" ? [true, false] : (json.enum ?? []);
}

async function rowsOf(filter: Filter): Promise<number> {
  const { caller } = made;
  if (caller === undefined) throw new Error("There is no ledger.");
  // A value that the schema refuses fails the call.
  const filters = filter as TransactionFilters;
  const { rows } = await measureRowsRead(t, () => caller.transactions.list({ ...filters, include: "totals" }));
  return rows;
}

describe.each(["without statistics", "with statistics"])("in a ledger of many rows, %s", (name) => {
  beforeAll(async () => {
    if (name === "with statistics") await t.runtime.db.$executeRaw`analyze`;
    else await forgetStatistics(t.runtime.db);
    made.plain = await rowsOf({});
  }, 60_000);

  it(`no single filter of transactions.list makes a page and its totals read more than ${BOUND} times what they read without`, async () => {
    expect(made.plain).toBeGreaterThan(ROWS);
    const ratios: [string, number][] = [];
    for (const [label, filter] of made.cases) ratios.push([label, (await rowsOf(filter)) / made.plain]);
    const dear = ratios.filter(([label, ratio]) => ratio > BOUND && SAYS_WHY_NOT[label] === undefined);
    expect(dear).toEqual([]);
  }, 600_000);
});
