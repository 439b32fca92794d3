import { expandScopes, PRESETS, type PresetId, SCOPES, type Scope } from "@pfn/keys";
import { array, assert, asyncProperty, nat, record } from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { PROCEDURES } from "../http/procedure-table";
import type { AppCaller } from "../root";
import { addPurchase, eur, openAccount } from "./books";
import { asSession, withKey } from "./callers";
import { trpcEndpoint } from "./conformance";
import { useRuntime } from "./database";
import { type Dump, dumpTables, type Row } from "./dump-tables";
import { createKey, createUser, type TestKey } from "./factories";
import { type Input, inputsFor, slipsOf } from "./markers/inputs";
import { createMarkedLedger, type MarkedLedger } from "./markers/world";
import { refusalOf } from "./refusals";
import { useServer } from "./server";

const t = useRuntime();
const server = useServer(t);

/** Calls of one key in a row, and how often that is tried. */
const CALLS = 12;
const RUNS = 4;

/** Which of a key's possible calls to make, and what to put into it. */
const Choice = record({ path: nat(), input: nat(), slip: nat() });
type Choice = { path: number; input: number; slip: number };

const scopesOf = (wanted: PresetId): readonly Scope[] =>
  PRESETS.find(({ id }) => id === wanted)?.scopes ?? [];

const pick = <T>(from: readonly T[], at: number): T | undefined =>
  from[at % Math.max(1, from.length)];

/** Every procedure that the scopes open; where any of their own write, the writes. */
function openTo(scopes: readonly Scope[]): string[] {
  const open = [...PROCEDURES].flatMap(([path, { meta, type }]) => {
    const access = meta?.access;
    if (access?.kind !== "key" && access?.kind !== "ledger") return [];
    if (access.scope !== null && !expandScopes(scopes).has(access.scope)) return [];
    return [
      {
        path,
        isOwnWrite: type === "mutation" && access.scope !== null,
        isWrite: type === "mutation",
      },
    ];
  });
  const writes = open.some(({ isOwnWrite }) => isOwnWrite)
    ? open.filter(({ isWrite }) => isWrite)
    : open;
  return writes.map(({ path }) => path);
}

interface Setting {
  ledger: MarkedLedger;
  key: TestKey;
  scopes: readonly Scope[];
  /** Operations of the key, which it may try to undo. */
  operationIds: string[];
}

const made: { ledger?: MarkedLedger } = {};
beforeAll(async () => {
  made.ledger = await createMarkedLedger(t.runtime);
});

/** What must hold between the tables before and after any calls. */
type Law = (before: Dump, after: Dump) => void;

/**
 * Calls what the scopes open, in any order, with any of the inputs that fit the ledger and any
 * slip; then looks at the rows.
 */
async function play(scopes: readonly Scope[], law: Law): Promise<void> {
  const { ledger } = made;
  if (ledger === undefined) throw new Error("No ledger.");
  const key = await createKey(t.runtime, ledger.user, { scopes });
  const setting = { ledger, key, scopes, operationIds: [] };
  // The owner's drafts are no rows of the books, and are previewed anew as they are used up.
  // What the key adds meanwhile it may change and undo.
  const before = await dumpTables(t.runtime.db);
  await assert(
    asyncProperty(array(Choice, { minLength: CALLS, maxLength: CALLS }), async (choices) => {
      for (const choice of choices) await call(setting, choice);
      law(before, await dumpTables(t.runtime.db));
    }),
    { numRuns: RUNS },
  );
}

async function call({ ledger, key, scopes, operationIds }: Setting, choice: Choice): Promise<void> {
  const path = pick(openTo(scopes), choice.path) ?? "me.get";
  if (path === "imports.commit")
    ledger.importId = await ledger.freshDraft(await withKey(t.runtime, key));
  const agent = { title: "preset", scopes, key, operationIds, written: [] };
  const input: Input =
    pick(await inputsFor(t.runtime.db, { path, ledger, agent }), choice.input) ?? {};
  const slips = [input, input, ...(await slipsOf(t.runtime.db, ledger, input))];
  const outcome = await trpcEndpoint.call({
    ...{ url: server.url, procedure: path, input: pick(slips, choice.slip) ?? input },
    authorization: key.authorization,
  });
  const data: unknown = outcome.data;
  const id: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "operationId") : null;
  if (typeof id === "string") operationIds.unshift(id);
}

const BOOKS = ["accounts", "categories", "transactions", "transaction_lines", "transfers"];

/** Of a table's rows, by id, the fields named; all of them unless told. */
const rowsOf = (dump: Dump, table: string, fields?: readonly string[]): Map<unknown, Row> =>
  new Map(
    (dump[table] ?? []).map((row) => [
      row["id"],
      fields === undefined ? row : Object.fromEntries(fields.map((field) => [field, row[field]])),
    ]),
  );

/** Every row that was there is there, and the same. */
function expectKept(
  table: string,
  { before, after }: { before: Dump; after: Dump },
  fields?: readonly string[],
): void {
  const now = rowsOf(after, table, fields);
  for (const [id, row] of rowsOf(before, table, fields))
    expect(now.get(id), `${table} ${String(id)}`).toEqual(row);
}

const changesNothing: Law = (before, after) => expect(after).toEqual(before);

const keepsAllRows: Law = (before, after) => {
  for (const table of BOOKS) expectKept(table, { before, after });
};

const categorizesOnly: Law = (before, after) => {
  for (const table of ["accounts", "categories", "transfers", "imports"])
    expect(rowsOf(after, table), table).toEqual(rowsOf(before, table));
  const fixed = ["amount_minor", "currency", "date", "account_id", "status", "kind", "deleted_at"];
  expect(rowsOf(after, "transactions", fixed)).toEqual(rowsOf(before, "transactions", fixed));
};

const keepsAccounts: Law = (before, after) =>
  expect(rowsOf(after, "accounts")).toEqual(rowsOf(before, "accounts"));

/** Merging moves lines; a transaction stays what it was worth, when and where. */
const arrangesCategoriesOnly: Law = (before, after) => {
  for (const table of ["accounts", "transfers"])
    expect(rowsOf(after, table), table).toEqual(rowsOf(before, table));
  const fixed = [
    "amount_minor",
    "currency",
    "date",
    "account_id",
    "status",
    "kind",
    "payee",
    "note",
    "deleted_at",
  ];
  expect(rowsOf(after, "transactions", fixed)).toEqual(rowsOf(before, "transactions", fixed));
};

const managesAccountsOnly: Law = (before, after) => {
  for (const table of ["categories", "transactions", "transaction_lines", "transfers"])
    expectKept(table, { before, after });
};

it.each<readonly [string, readonly Scope[], Law]>([
  ["read-only: changes nothing", scopesOf("read-only"), changesNothing],
  ["totals-only: changes nothing", scopesOf("totals-only"), changesNothing],
  [
    "every scope that reads: changes nothing",
    SCOPES.filter((scope) => scope.endsWith(":read")),
    changesNothing,
  ],
  [
    "categorizer: never an amount, a date, an account or what exists",
    scopesOf("categorizer"),
    categorizesOnly,
  ],
  [
    "importer: every row that was there is as it was, its version too",
    scopesOf("importer"),
    keepsAllRows,
  ],
  [
    "bookkeeper: accounts are neither opened, closed nor changed",
    scopesOf("bookkeeper"),
    keepsAccounts,
  ],
  ["transactions:create: nothing that was there changes", ["transactions:create"], keepsAllRows],
  ["imports:write: nothing that was there changes", ["imports:write"], keepsAllRows],
  ["transactions:categorize: only what it names", ["transactions:categorize"], categorizesOnly],
  [
    "categories:write: transactions move along, and nothing else of them",
    ["categories:write"],
    arrangesCategoriesOnly,
  ],
  [
    "accounts:write: no category and no transaction changes",
    ["accounts:write"],
    managesAccountsOnly,
  ],
])("A5: whatever is called with %s", async (_, scopes, law) => {
  await play(scopes, law);
});

interface Leg {
  account: string;
  amount: string;
  transfer: string;
}

/** One row of an export of pfn. */
const exported = ({ account, amount, transfer }: Leg, id: string) => ({
  ...{
    id,
    date: "2026-03-05",
    amount: eur(amount),
    payee: "Rent",
    note: null,
    account,
    status: "posted",
  },
  ...{
    kind: "transfer",
    review: "unreviewed",
    externalId: null,
    rawText: null,
    transfer: { id: transfer },
  },
  lines: [{ category: null, amount: eur(amount), note: null }],
});

const uuid = (at: number) => `01970000-0000-7000-8000-${String(at).padStart(12, "0")}`;

async function importRow(caller: AppCaller, accountId: string, item: object) {
  const text = JSON.stringify([item]);
  const { import: draft } = await caller.imports.preview({
    accountId,
    fileName: "export.json",
    text,
  });
  return caller.imports.commit({ id: draft?.id ?? "" });
}

it.each([
  ["importer", { linked: 0, left: 1 }, "regular"],
  ["bookkeeper", { linked: 1, left: 0 }, "transfer"],
] as const)(
  "A5: the second leg of a transfer, imported by the %s, comes to %o",
  async (id, transfers, kind) => {
    const user = await createUser(t.runtime);
    const owner = await asSession(t.runtime, user);
    const accounts = [
      await openAccount(owner, { name: "From" }),
      await openAccount(owner, { name: "To" }),
    ] as const;
    const key = await createKey(t.runtime, user, { scopes: scopesOf(id) });
    const agent = await withKey(t.runtime, key);
    await importRow(
      agent,
      accounts[0],
      exported({ account: "From", amount: "-900.00", transfer: uuid(1) }, uuid(2)),
    );
    const [row] = (await owner.transactions.list({})).items;
    const [category] = (await owner.categories.list()).items;
    if (row === undefined || category === undefined) throw new Error("Nothing to categorize.");
    await owner.transactions.update({
      transactions: [{ id: row.id, version: 1, patch: { categoryId: category.id } }],
    });
    const before = await owner.transactions.get({ id: row.id });
    const leg = exported({ account: "To", amount: "900.00", transfer: uuid(1) }, uuid(3));
    const second = await importRow(agent, accounts[1], leg);
    expect(second.transfers).toEqual(transfers);
    const after = await owner.transactions.get({ id: row.id });
    expect(after.kind).toBe(kind);
    if (kind === "regular") expect(after).toEqual(before);
    // Undoing what changed the older row takes the scope that changing it took.
    const scopes: Scope[] = ["imports:write"];
    await t.runtime.db.integrationKey.update({
      where: { id: key.id },
      data: { scopes },
      select: { id: true },
    });
    const undo = (await withKey(t.runtime, key)).operations.undo({ id: second.operationId ?? "" });
    // The import goes with its row.
    if (kind === "regular") return expect(await undo).toMatchObject({ deleted: 2, updated: 0 });
    expect(await refusalOf(undo)).toMatchObject({
      code: "FORBIDDEN",
      hint: expect.stringContaining("transactions:write"),
    });
  },
);

it("A5: a match changes a row that is there, so it takes `transactions:write` and is refused by its place without", async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  const accountId = await openAccount(owner);
  const id = await addPurchase(owner, accountId);
  const before = await owner.transactions.get({ id });
  const agent = await withKey(
    t.runtime,
    await createKey(t.runtime, user, { scopes: scopesOf("importer") }),
  );
  const text = "Date,Payee,Amount\n2026-03-30,Kiosk,-3.20\n2026-03-31,Bakery,-12.50\n";
  const { import: draft, items } = await agent.imports.preview({
    accountId,
    fileName: "march.csv",
    text,
  });
  expect(items[1]).toMatchObject({ verdict: "possible_match", matchId: id });
  const decisions = [{ index: 1, decision: "match" as const }];
  expect(await refusalOf(agent.imports.commit({ id: draft?.id ?? "", decisions }))).toMatchObject({
    ...{ code: "FORBIDDEN", path: "decisions.0.decision" },
    hint: expect.stringContaining("transactions:write"),
  });
  const held = await agent.imports.commit({ id: draft?.id ?? "" });
  expect(held.rows).toMatchObject({ imported: 1, held: 1, matched: 0 });
  expect(await owner.transactions.get({ id })).toEqual(before);
});
