import { type Db, Prisma } from "@pfn/db";
import { z } from "zod";
import { newId } from "../../common/ids";
import { ListTransactionsInput } from "../../features/transactions/list-schema";

/** One filter of `transactions.list` with one of its values. */
export interface FilterCase {
  label: string;
  filter: Record<string, unknown>;
}

/**
 * Every single filter that the list's schema knows, each with values that select much, little and
 * nothing of a ledger that `fillLedger` filled, which this changes to that end. Throws for a filter
 * without values, so that none is added and never tried.
 */
export const createFilterCases = async (db: Db, ledgerId: string): Promise<FilterCase[]> =>
  casesOf(await arrange(db, ledgerId));

interface World {
  account: string;
  common: string;
  rare: string;
  importId: string;
  operation: string;
  key: string;
}

/**
 * Of half of the rows the lines lose their category, ten lines get a category of their own, and ten
 * rows come from an import.
 */
async function arrange(db: Db, ledgerId: string): Promise<World> {
  const account = await db.account.findFirstOrThrow({
    where: { ledgerId, name: "Filled Everyday" },
  });
  const [rare, common] = await db.category.findMany({
    where: { ledgerId },
    orderBy: { name: "asc" },
    take: 2,
  });
  const operation = await db.operation.findFirstOrThrow({
    where: { ledgerId, procedure: "test.fill" },
  });
  const { userId } = await db.ledger.findUniqueOrThrow({ where: { id: ledgerId } });
  const key = {
    id: newId(),
    userId,
    ledgerId,
    label: "Key",
    hint: "",
    scopes: ["transactions:read"],
  };
  await db.integrationKey.create({ data: { ...key, hash: new Uint8Array(32) } });
  const importId = newId();
  const file = {
    format: "csv",
    fileName: "march.csv",
    fileSha256: new Uint8Array(32),
    mapping: {},
    state: "committed",
  };
  await db.import.create({
    data: { ...file, state: "committed", id: importId, ledgerId, accountId: account.id },
  });
  const ten = Prisma.sql`
    (select transaction_id from transaction_lines where category_id = ${common?.id}::uuid
      limit 10)`;
  await db.$transaction([
    // A million rows take longer than a statement of a server may.
    db.$executeRaw`set local statement_timeout = 0`,
    db.$executeRaw`alter table transactions disable trigger user`,
    db.$executeRaw`alter table transaction_lines disable trigger user`,
    db.$executeRaw`alter table operations disable trigger user`,
    db.$executeRaw`
      update transaction_lines set category_id = null where ledger_id = ${ledgerId}::uuid
      and (amount_minor % 2 = 0 or category_id = ${rare?.id}::uuid)`,
    db.$executeRaw`
      update transaction_lines set category_id = ${rare?.id}::uuid where transaction_id in ${ten}`,
    db.$executeRaw`
      update transactions set import_id = ${importId}::uuid where account_id = ${account.id}::uuid
        and id in ${ten}`,
    db.$executeRaw`
      update operations set key_id = ${key.id}::uuid, actor = 'key'
      where id = ${operation.id}::uuid`,
    db.$executeRaw`set constraints all immediate`,
    db.$executeRaw`alter table transactions enable trigger user`,
    db.$executeRaw`alter table transaction_lines enable trigger user`,
    db.$executeRaw`alter table operations enable trigger user`,
  ]);
  if (rare === undefined || common === undefined) throw new Error("No categories.");
  return {
    account: account.id,
    rare: rare.id,
    common: common.id,
    importId,
    operation: operation.id,
    key: key.id,
  };
}

/** What selects much, little and nothing, where the schema does not list it. */
const valuesOf = ({
  account,
  common,
  rare,
  importId,
  operation,
  key,
}: World): Record<string, unknown[]> => ({
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

function casesOf(world: World): FilterCase[] {
  const listed = valuesOf(world);
  const { cursor: _, limit: __, include: ___, ...filters } = ListTransactionsInput.unwrap().shape;
  return Object.entries(filters).flatMap(([name, schema]) => {
    const values = listed[name] ?? enumerate(schema);
    if (values.length === 0) throw new Error(`The filter ${name} has no values to try.`);
    return values.map((value) => ({ label: labelOf(name, value), filter: { [name]: value } }));
  });
}

function enumerate(schema: z.ZodType): unknown[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return json.type === "boolean" ? [true, false] : (json.enum ?? []);
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Ids are not the same twice, and say nothing. */
const labelOf = (name: string, value: unknown) =>
  `${name}=${JSON.stringify(value, (_, one) => (isId(one) ? "id" : one))}`;

const isId = (value: unknown) => typeof value === "string" && UUID.test(value);
