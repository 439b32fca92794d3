import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { previewFile } from "../../test/import-files";
import { type Answer, get, post, problemOf } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);
let authorization: string;
/** A well-formed input for every procedure, as the starting point of slips. */
const valid: Record<string, object> = {};

beforeAll(async () => {
  const key = await createKey(t.runtime, await createUser(t.runtime), { mode: "test" });
  ({ authorization } = key);
  const agent = await withKey(t.runtime, key);
  const account = await openAccount(agent, { name: "Target" });
  const id = await addPurchase(agent, account);
  const categoryId = (await categoryIds(agent))("Groceries");
  const [operation] = (await agent.operations.list({ limit: 1 })).items;
  const draft = await previewFile(agent, account, "Date,Payee,Amount\n2026-03-31,Kiosk,-3.20\n");
  const common = { dryRun: false, idempotencyKey: "key", reason: "why" };
  const row = purchase(account, {
    note: "note",
    externalId: "1",
    status: "posted",
    lines: [{ amount: eur("-12.50"), categoryId, note: "n" }],
  });
  const patch = {
    payee: "Baker",
    note: null,
    review: "reviewed",
    date: "2026-01-01",
    status: "pending",
    amount: eur("-1.00"),
  };
  Object.assign(valid, {
    "me.get": {},
    "accounts.list": { limit: 1, asOf: "2026-01-01", includeClosed: true },
    "accounts.create": {
      name: "New",
      type: "cash",
      currency: "EUR",
      openingBalance: eur("1.00"),
      openingDate: "2026-01-01",
      note: "n",
      ...common,
    },
    "accounts.get": { id: account, asOf: "2026-01-01" },
    "accounts.update": {
      id: account,
      version: 1,
      name: "Other",
      type: "cash",
      note: "n",
      ...common,
    },
    "accounts.close": { id: account, version: 1, closedOn: "2026-01-01", ...common },
    "accounts.reopen": { id: account, version: 1, ...common },
    "categories.list": {},
    "categories.create": { name: "New", kind: "expense", parentId: categoryId, ...common },
    "categories.update": { id: categoryId, version: 1, name: "Other", parentId: null, ...common },
    "categories.archive": { id: categoryId, version: 1, ...common },
    "categories.unarchive": { id: categoryId, version: 1, ...common },
    "categories.merge": { id: categoryId, version: 1, intoId: categoryId, ...common },
    "transactions.list": {
      ...{
        limit: 2,
        accountId: [account],
        categoryId: [categoryId],
        uncategorized: true,
        from: "2026-01-01",
        to: "2026-12-31",
      },
      ...{
        direction: "in",
        q: "a",
        status: "posted",
        review: "reviewed",
        kind: "regular",
        operationId: operation?.id,
        keyId: key.id,
      },
      ...{
        min: "1.00",
        max: "20",
        currency: "EUR",
        flow: "expense",
        importId: id,
        include: "totals",
      },
    },
    "transactions.get": { id },
    "changes.list": { since: "1", limit: 2 },
    "transactions.create": { transactions: [row, row], ...common },
    "transactions.update": { transactions: [{ id, version: 1, patch }], ...common },
    "imports.preview": {
      ...{
        accountId: account,
        fileName: "a.csv",
        text: "Date,Payee,Amount\n2026-03-31,Kiosk,-3.20\n",
      },
      mapping: {
        ...{
          encoding: "utf-8",
          delimiter: ",",
          headerLine: 1,
          dateColumn: 1,
          dateOrder: "YMD",
          decimalMark: ".",
        },
        ...{
          amount: { column: 3, sign: "as_written" },
          payeeColumn: 2,
          noteColumn: null,
          externalIdColumn: null,
        },
        ...{ balanceColumn: null, currencyColumn: null },
      },
    },
    "imports.commit": {
      id: draft.import?.id,
      decisions: [{ index: 0, decision: "skip" }],
      ...common,
    },
    "imports.get": { id: draft.import?.id, verdict: "new", limit: 1 },
    "imports.list": { accountId: account, limit: 1 },
    "exports.transactions": { accountId: [account], from: "2026-01-01", q: "a", min: "1.00" },
    "reports.summary": { from: "2026-01-01", to: "2026-02-01", groupBy: "month", previous: true },
    "reports.balances": { from: "2026-01-01", to: "2026-02-01" },
    "transactions.delete": { ids: [id], expectedCount: 1, ...common },
    "transfers.create": {
      ...{
        fromAccountId: account,
        toAccountId: id,
        date: "2026-01-01",
        amount: eur("1.00"),
        received: eur("1.00"),
      },
      ...{ payee: "Moved", note: "n", status: "posted", ...common },
    },
    "transfers.link": { out: { id, version: 1 }, in: { id, version: 1 }, ...common },
    "transfers.unlink": { id, ...common },
    "operations.undoMany": { keyId: key.id, since: "2026-01-01T00:00:00Z", ...common },
    "operations.list": { limit: 1, keyId: key.id },
    "operations.get": { id: operation?.id, limit: 1 },
    "operations.undo": { id: operation?.id, ...common },
    "ledger.fillDemo": common,
    "ledger.resetTest": { ...common, dryRun: true },
  });
});

const NASTY: unknown[] = [
  ...[
    "",
    "\0",
    "\ud800",
    "\u202e",
    "__proto__",
    "constructor",
    "NaN",
    "1e999",
    "-0.00",
    "9".repeat(500),
    "a".repeat(5_000),
    "%_\\",
    "';--",
  ],
  ...["2026-02-30", "9999-12-31", "0000-00-00", "00000000-0000-0000-0000-000000000000", "EUR", "٣"],
  ...[
    0,
    -1,
    1.5,
    2 ** 53,
    1e308,
    -0,
    null,
    true,
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    { length: 1e9 },
    { $gt: "" },
  ],
];
const anyJson = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.jsonValue({ maxDepth: 3, depthSize: "small" }),
);

/** The places of a JSON value, each with what it takes to get there. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, field]) => placesOf(field, [...path, name])),
  ];
}

/** `value` with the place at `path` replaced, removed or given an unknown neighbour. */
function slip(
  value: unknown,
  path: readonly string[],
  { kind, by }: { kind: "replace" | "remove" | "add"; by: unknown },
): unknown {
  const [name, ...rest] = path;
  if (name === undefined)
    return kind === "add" && typeof value === "object" && !Array.isArray(value)
      ? { ...value, [JSON.stringify(by)]: by }
      : by;
  const entries = Object.entries(value ?? {}).flatMap(([field, inner]): [string, unknown][] => {
    if (field !== name) return [[field, inner]];
    return kind === "remove" && rest.length === 0 ? [] : [[field, slip(inner, rest, { kind, by })]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

async function send(path: string, input: unknown): Promise<Answer> {
  const isQuery = PROCEDURES.get(path)?.type === "query";
  return isQuery
    ? get(server.url, path, { authorization, input })
    : post(server.url, path, { authorization, body: input });
}

const CONTRACT = [200, 400, 404, 409, 422];

function expectContract({ status, text }: Answer): void {
  expect(CONTRACT).toContain(status);
  if (status === 200) return;
  const problem = problemOf({ status, text, headers: new Headers() });
  expect(problem.status).toBe(status);
  expect(problem.hint).toEqual(expect.stringMatching(/\w/));
  // A conflict may be with the ledger as a whole; every other refusal is about a field.
  if (status !== 409) expect(problem.path).toEqual(expect.any(String));
  expect(text.length).toBeLessThan(30_000);
}

const numRuns = fc.readConfigureGlobal().numRuns ?? 200;
const paths = [...PROCEDURES].flatMap(([path, { meta }]) =>
  meta?.access.kind === "ledger" || meta?.access.kind === "key" ? [path] : [],
);

describe("whatever is sent to a ledger's procedures is answered as the contract says, never with a 5xx", () => {
  it("the inputs that slips start from cover every procedure", () => {
    expect(Object.keys(valid).sort()).toEqual([...paths].sort());
  });

  it("arbitrary JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), anyJson, async (path, input) =>
        expectContract(await send(path, input)),
      ),
      { numRuns },
    );
  });

  it("well-formed inputs with one slip; a refusal names a place, a remedy, and stays small", async () => {
    const kind = fc.constantFrom(
      "replace" as const,
      "replace" as const,
      "remove" as const,
      "add" as const,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        kind,
        anyJson,
        async (path, place, how, by) => {
          const places = placesOf(valid[path]);
          expectContract(
            await send(
              path,
              slip(valid[path], places[place % places.length] ?? [], { kind: how, by }),
            ),
          );
        },
      ),
      { numRuns: numRuns * 2 },
    );
  });

  it("nothing of all that was logged as a bug", () => {
    expect(t.logLines.filter((line) => /procedure\.failed|"level":"error"/.test(line))).toEqual([]);
  });
});
