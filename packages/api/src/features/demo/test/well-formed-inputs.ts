import type { Runtime } from "../../../common/runtime";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../../test/books";
import { withKey } from "../../../test/callers";
import type { TestKey } from "../../../test/factories";
import { previewFile } from "../../../test/import-files";

/** A well-formed input for every procedure of a ledger, about rows that are there. */
export async function wellFormedInputs(
  runtime: Runtime,
  key: TestKey,
): Promise<Record<string, object>> {
  const agent = await withKey(runtime, key);
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
  return {
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
    "accounts.checkBalance": { accountId: account, on: "2026-01-01", amount: eur("1.00") },
    "accounts.assertBalance": {
      accountId: account,
      on: "2026-01-01",
      amount: eur("1.00"),
      ...common,
    },
    "accounts.balanceChecks": { accountId: account, limit: 1 },
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
  };
}
