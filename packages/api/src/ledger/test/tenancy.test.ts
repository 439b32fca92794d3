import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { eur, purchase } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser } from "../../test/factories";
import { get, post, type Sender } from "../../test/requests";
import { useServer } from "../../test/server";
import { collectIds, type Ids, MISSING } from "./ids-of";

// The time stands still, so that no session is noted as used again, however long the test takes.
const NOW = new Date();
const t = useRuntime({ now: () => NOW });
const server = useServer(t);

const strangers: [string, Ids][] = [];
let own: Ids;
let senders: [string, Sender][];

beforeAll(async () => {
  const [user, other] = [await createUser(t.runtime), await createUser(t.runtime)];
  const [key, practice, theirs] = [
    await createKey(t.runtime, user),
    await createKey(t.runtime, user, { mode: "test" }),
    await createKey(t.runtime, other),
  ];
  own = await collectIds(await asSession(t.runtime, user), key.id);
  strangers.push(
    ["another person", await collectIds(await asSession(t.runtime, other), theirs.id)],
    [
      "the same person's test ledger",
      await collectIds(await withKey(t.runtime, practice), practice.id),
    ],
  );
  senders = [
    ["a key", { authorization: key.authorization }],
    ["the signed-in person", { cookie: user.cookie, headers: { origin: "http://localhost:3000" } }],
  ];
});

/** For every procedure of a ledger: the calls in which an id of somebody else could be tried. */
const TRIES: Record<string, (ids: Ids) => object[]> = {
  "me.get": () => [],
  "accounts.list": () => [],
  "accounts.create": () => [],
  "accounts.get": ({ account }) => [{ id: account }, { id: account, asOf: "2026-01-01" }],
  "accounts.update": ({ account }) => [{ id: account, version: 1, name: "Mine" }],
  "accounts.close": ({ account }) => [{ id: account, version: 1, closedOn: "2200-12-31" }],
  "accounts.reopen": ({ closedAccount }) => [{ id: closedAccount, version: 2 }],
  "accounts.checkBalance": ({ account }) => [
    { accountId: account, on: "2026-03-31", amount: "1.00" },
  ],
  "accounts.assertBalance": ({ account }) => [
    { accountId: account, on: "2026-03-31", amount: eur("1.00") },
    { accountId: account, on: "2026-03-31", amount: "1.00", dryRun: true },
  ],
  "accounts.balanceChecks": ({ account }) => [{ accountId: account }],
  "categories.list": () => [],
  "categories.create": ({ category }) => [{ name: "Below", parentId: category }],
  "categories.update": ({ category }) => [{ id: category, version: 1, name: "Mine" }],
  "categories.archive": ({ category }) => [{ id: category, version: 1 }],
  "categories.unarchive": ({ archivedCategory }) => [{ id: archivedCategory, version: 2 }],
  "categories.merge": ({ category, otherCategory }) => [
    { id: own.category, version: 1, intoId: otherCategory },
    { id: category, version: 1, intoId: own.otherCategory },
  ],
  "transactions.list": ({ account, category, operation, key }) => [
    { accountId: [account] },
    { categoryId: [category] },
    { operationId: operation },
    { keyId: key },
    { importId: account },
    { accountId: [account], include: "totals" },
    { categoryId: [category], flow: "expense", include: "totals" },
  ],
  "transactions.get": ({ transaction }) => [{ id: transaction }],
  "transactions.create": ({ account, category }) => [
    { transactions: [purchase(account)] },
    { transactions: [purchase(own.account), purchase(account)], dryRun: true },
    {
      transactions: [
        purchase(own.account, { lines: [{ amount: eur("-12.50"), categoryId: category }] }),
      ],
    },
  ],
  "transactions.update": ({ transaction, category }) => [
    { transactions: [{ id: transaction, version: 1, patch: { note: "x" } }] },
    { transactions: [{ id: transaction, version: 99, patch: { date: "2026-01-01" } }] },
    { transactions: [{ id: own.transaction, version: 1, patch: { categoryId: category } }] },
    {
      transactions: [
        {
          id: own.transaction,
          version: 1,
          patch: { lines: [{ amount: eur("-12.50"), categoryId: category }] },
        },
      ],
    },
  ],
  // It takes a place in the log and no ids; changes.test.ts shows what a place of another ledger's
  // log is told.
  "changes.list": () => [],
  "imports.preview": ({ account }) => [
    { accountId: account, fileName: "x.csv", text: "Date,Payee,Amount\n2026-03-31,K,-3.20\n" },
  ],
  "imports.commit": ({ draft }) => [
    { id: draft },
    { id: draft, dryRun: true },
    { id: draft, also: [], createCategories: true },
  ],
  "imports.get": ({ draft }) => [{ id: draft }, { id: draft, verdict: "new" }],
  "imports.list": ({ account }) => [{ accountId: account }],
  // Its links repeat the ids of the filters, so its answers differ by nature;
  // export-transactions.test.ts shows that the files are empty.
  "exports.transactions": () => [],
  "reports.summary": () => [],
  "reports.balances": () => [],
  "transactions.delete": ({ transaction }) => [
    { ids: [transaction], expectedCount: 1 },
    {
      ids: [own.otherTransaction, transaction],
      expectedCount: transaction === own.transaction ? 2 : 1,
    },
  ],
  "transfers.create": ({ account, otherAccount }) => [
    {
      fromAccountId: account,
      toAccountId: own.otherAccount,
      date: "2026-01-01",
      amount: eur("1.00"),
    },
    {
      fromAccountId: own.account,
      toAccountId: otherAccount,
      date: "2026-01-01",
      amount: eur("1.00"),
    },
  ],
  "transfers.link": ({ transaction, otherTransaction }) => [
    { out: { id: transaction, version: 1 }, in: { id: own.otherTransaction, version: 1 } },
    { out: { id: own.transaction, version: 1 }, in: { id: otherTransaction, version: 1 } },
  ],
  "transfers.unlink": ({ transfer }) => [{ id: transfer }],
  "operations.undoMany": ({ key }) => [{ keyId: key, since: "2026-01-01T00:00:00Z" }],
  "operations.list": ({ key }) => [{ keyId: key }],
  "operations.get": ({ operation }) => [{ id: operation }],
  "operations.undo": ({ operation }) => [
    { id: operation },
    { id: operation, dryRun: true },
    { id: operation, idempotencyKey: "k" },
  ],
  "ledger.fillDemo": () => [],
  "ledger.resetTest": () => [],
};

async function send(path: string, input: object, sender: Sender) {
  const isQuery = PROCEDURES.get(path)?.type === "query";
  const { status, text } = await (isQuery
    ? get(server.url, path, { ...sender, input })
    : post(server.url, path, { ...sender, body: input }));
  return { status, text: text.replaceAll(/"requestId":"[^"]*"/g, "") };
}

describe("A2: an id of another ledger (invariant 12)", () => {
  it("is tried at every procedure that opens a ledger", () => {
    const paths = [...PROCEDURES].flatMap(([path, { meta }]) =>
      meta?.access.kind === "ledger" || meta?.access.kind === "key" ? [path] : [],
    );
    expect(Object.keys(TRIES).sort()).toEqual(paths.sort());
  });

  it.each(Object.keys(TRIES))(
    "%s answers to it, byte for byte, as to an id that never was, and touches nothing",
    async (path) => {
      const calls = TRIES[path]?.(MISSING()) ?? [];
      if (calls.length === 0) return;
      const before = await dumpTables(t.runtime.db);
      for (const [, sender] of senders) {
        const missing = await Promise.all(calls.map((input) => send(path, input, sender)));
        for (const { status, text } of missing)
          expect(status === 404 || /"items":\[\]/.test(text)).toBe(true);
        for (const [, ids] of strangers) {
          const foreign = await Promise.all(
            (TRIES[path]?.(ids) ?? []).map((input) => send(path, input, sender)),
          );
          expect(foreign).toEqual(missing);
        }
      }
      expect(await dumpTables(t.runtime.db)).toEqual(before);
    },
  );

  it(
    "works at home: the same calls with one's own ids are not refused, so the test above " +
      "refuses for the right reason",
    async () => {
      for (const [path, tries] of Object.entries(TRIES)) {
        for (const input of tries(own).filter(
          (call) => !/"version":99/.test(JSON.stringify(call)),
        )) {
          const { status, text } = await send(
            path,
            { ...input, ...(PROCEDURES.get(path)?.meta?.writes && { dryRun: true }) },
            senders[1]?.[1] ?? {},
          );
          // The person's own rows were made by no key and no import.
          const isEmptyList = path.endsWith(".list") && ("keyId" in input || "importId" in input);
          expect([path, status, /"items":\[\]/.test(text)]).toEqual([path, 200, isEmptyList]);
        }
      }
    },
  );
});
