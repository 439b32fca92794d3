import { ACCOUNT_CASES } from "./account-cases";
import type { ConformanceCase } from "./conformance-case";

const AMOUNT = { amount: "-3.20", currency: "EUR" };
const row = (accountId: string) => ({
  accountId,
  date: "2026-03-30",
  amount: AMOUNT,
  payee: "Kiosk",
});

const CSV = "Date,Payee,Amount\n2026-03-29,Kiosk,-3.20\n";

/** One per procedure that a key reaches; the suite fails for a procedure without one. */
export const CASES: Readonly<Record<string, ConformanceCase>> = {
  "me.get": { input: () => ({}), foreign: null },
  ...ACCOUNT_CASES,
  "categories.create": {
    input: ({ categoryId }) => ({ name: "Bicycle", parentId: categoryId, dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ name: "Bicycle", parentId: stranger.categoryId }),
      status: 404,
    },
  },
  "categories.update": {
    input: ({ spareCategoryId, categoryId }) => ({
      id: spareCategoryId,
      version: 1,
      parentId: categoryId,
      dryRun: true,
    }),
    foreign: {
      input: (_, stranger) => ({ id: stranger.spareCategoryId, version: 1, name: "Mine" }),
      status: 404,
    },
  },
  "categories.archive": {
    input: ({ spareCategoryId }) => ({ id: spareCategoryId, version: 1, dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ id: stranger.spareCategoryId, version: 1 }),
      status: 404,
    },
  },
  "categories.unarchive": {
    input: ({ archivedCategoryId }) => ({ id: archivedCategoryId, version: 2, dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ id: stranger.archivedCategoryId, version: 2 }),
      status: 404,
    },
  },
  "categories.merge": {
    input: ({ spareCategoryId, categoryId }) => ({
      id: spareCategoryId,
      version: 1,
      intoId: categoryId,
      dryRun: true,
    }),
    foreign: {
      input: ({ categoryId }, stranger) => ({
        id: stranger.spareCategoryId,
        version: 1,
        intoId: categoryId,
      }),
      status: 404,
    },
  },
  "categories.list": { input: () => ({ limit: 4 }), foreign: null },
  "transactions.list": {
    input: ({ accountId }) => ({
      accountId: [accountId],
      limit: 10,
      q: "bakery",
      min: "1.00",
      include: "totals",
    }),
    foreign: { input: (_, stranger) => ({ accountId: [stranger.accountId] }), status: 200 },
  },
  "transactions.get": {
    input: ({ transactionId }) => ({ id: transactionId }),
    foreign: { input: (_, stranger) => ({ id: stranger.transactionId }), status: 404 },
  },
  "transactions.create": {
    input: ({ accountId }) => ({
      transactions: [row(accountId)],
      reason: "Receipts",
      idempotencyKey: "conformance",
    }),
    foreign: { input: (_, stranger) => ({ transactions: [row(stranger.accountId)] }), status: 404 },
  },
  "transactions.update": {
    input: ({ transactionId, categoryId }) => ({
      transactions: [{ id: transactionId, version: 1, patch: { categoryId } }],
    }),
    foreign: {
      input: (_, stranger) => ({
        transactions: [{ id: stranger.transactionId, version: 1, patch: { payee: "Mine" } }],
      }),
      status: 404,
    },
  },
  "changes.list": { input: () => ({ since: "1", limit: 3 }), foreign: null },
  "imports.preview": {
    input: ({ accountId }) => ({
      accountId,
      fileName: "march.csv",
      text: CSV,
      mapping: { dateOrder: "YMD" },
    }),
    foreign: {
      input: (_, stranger) => ({ accountId: stranger.accountId, fileName: "march.csv", text: CSV }),
      status: 404,
    },
  },
  "imports.commit": {
    input: ({ importId }) => ({
      id: importId,
      decisions: [{ index: 1, decision: "match" }],
      reason: "March",
    }),
    foreign: { input: (_, stranger) => ({ id: stranger.importId }), status: 404 },
  },
  "imports.get": {
    input: ({ importId }) => ({ id: importId, limit: 1 }),
    foreign: { input: (_, stranger) => ({ id: stranger.importId }), status: 404 },
  },
  "imports.list": {
    input: ({ accountId }) => ({ accountId, limit: 5 }),
    foreign: { input: (_, stranger) => ({ accountId: stranger.accountId }), status: 200 },
  },
  "exports.transactions": {
    input: ({ accountId }) => ({ accountId: [accountId], from: "2026-03-01" }),
    foreign: { input: (_, stranger) => ({ accountId: [stranger.accountId] }), status: 200 },
  },
  "reports.summary": {
    input: () => ({ from: "2026-03-01", to: "2026-03-31", groupBy: "account" }),
    foreign: null,
  },
  "reports.balances": { input: () => ({ to: "2026-03-31" }), foreign: null },
  "transactions.delete": {
    input: ({ transactionId }) => ({ ids: [transactionId], expectedCount: 1, dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ ids: [stranger.transactionId], expectedCount: 1 }),
      status: 404,
    },
  },
  "transfers.create": {
    input: ({ accountId, spareAccountId }) => ({
      ...{ fromAccountId: accountId, toAccountId: spareAccountId, date: "2026-03-31" },
      ...{ amount: { amount: "5.00", currency: "EUR" }, dryRun: true },
    }),
    foreign: {
      input: ({ accountId }, stranger) => ({
        ...{ fromAccountId: stranger.accountId, toAccountId: accountId, date: "2026-03-31" },
        amount: { amount: "5.00", currency: "EUR" },
      }),
      status: 404,
    },
  },
  "transfers.link": {
    input: ({ linkable }) => ({ ...linkable, dryRun: true }),
    foreign: { input: (_, stranger) => stranger.linkable, status: 404 },
  },
  "transfers.unlink": {
    input: ({ transferId }) => ({ id: transferId, dryRun: true }),
    foreign: { input: (_, stranger) => ({ id: stranger.transferId }), status: 404 },
  },
  "operations.undoMany": {
    // Behind a endpoint that lacks some procedures less has been written: agreeing on a sweep of
    // nothing is enough.
    input: () => ({ since: "2200-01-01T00:00:00Z", dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ keyId: stranger.key.id, since: "2026-01-01T00:00:00Z" }),
      status: 404,
    },
  },
  "operations.list": {
    input: () => ({ limit: 2 }),
    foreign: { input: (_, stranger) => ({ keyId: stranger.key.id }), status: 200 },
  },
  "operations.get": {
    input: ({ operationId }) => ({ id: operationId }),
    foreign: { input: (_, stranger) => ({ id: stranger.operationId }), status: 404 },
  },
  "operations.undo": {
    input: ({ operationId }) => ({ id: operationId, reason: "A slip" }),
    foreign: { input: (_, stranger) => ({ id: stranger.operationId }), status: 404 },
  },
  // The suite's keys are live; reset-test.test.ts has the test keys.
  "ledger.resetTest": { status: 403, input: () => ({ reason: "Again" }), foreign: null },
  // It is for empty ledgers, and this one is not: agreeing on the refusal is enough.
  "ledger.fillDemo": { status: 409, input: () => ({}), foreign: null },
};
