import type { ConformanceCase } from "./conformance-case";

/** How the suite calls the procedures of accounts. */
export const ACCOUNT_CASES: Readonly<Record<string, ConformanceCase>> = {
  "accounts.list": {
    input: () => ({ limit: 1, includeClosed: false, asOf: "2026-03-31" }),
    foreign: null,
  },
  "accounts.create": {
    input: () => ({
      name: "Cash",
      type: "cash",
      currency: "EUR",
      openingBalance: { amount: "5.00", currency: "EUR" },
    }),
    foreign: null,
  },
  "accounts.get": {
    input: ({ accountId }) => ({ id: accountId, asOf: "2026-03-31" }),
    foreign: { input: (_, stranger) => ({ id: stranger.accountId }), status: 404 },
  },
  "accounts.update": {
    input: ({ spareAccountId }) => ({
      id: spareAccountId,
      version: 1,
      note: "Coins",
      dryRun: true,
    }),
    foreign: {
      input: (_, stranger) => ({ id: stranger.spareAccountId, version: 1, note: "Mine" }),
      status: 404,
    },
  },
  "accounts.close": {
    input: ({ spareAccountId }) => ({
      id: spareAccountId,
      version: 1,
      closedOn: "2026-03-31",
      dryRun: true,
    }),
    foreign: { input: (_, stranger) => ({ id: stranger.spareAccountId, version: 1 }), status: 404 },
  },
  "accounts.reopen": {
    input: ({ closedAccountId }) => ({ id: closedAccountId, version: 2, dryRun: true }),
    foreign: {
      input: (_, stranger) => ({ id: stranger.closedAccountId, version: 2 }),
      status: 404,
    },
  },
  "accounts.checkBalance": {
    input: ({ accountId }) => ({ accountId, on: "2026-03-31", amount: "100.00" }),
    foreign: {
      input: (_, stranger) => ({
        accountId: stranger.accountId,
        on: "2026-03-31",
        amount: "100.00",
      }),
      status: 404,
    },
  },
  "accounts.assertBalance": {
    input: ({ accountId }) => ({
      accountId,
      on: "2026-03-31",
      amount: { amount: "100.00", currency: "EUR" },
      dryRun: true,
    }),
    foreign: {
      input: (_, stranger) => ({
        accountId: stranger.accountId,
        on: "2026-03-31",
        amount: { amount: "100.00", currency: "EUR" },
      }),
      status: 404,
    },
  },
  "accounts.balanceChecks": {
    input: ({ accountId }) => ({ accountId, limit: 5 }),
    foreign: { input: (_, stranger) => ({ accountId: stranger.accountId }), status: 404 },
  },
};
