import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { accountsRouter } from "./features/accounts/router";
import { adminRouter } from "./features/admin/router";
import { categoriesRouter } from "./features/categories/router";
import { changesRouter } from "./features/changes/router";
import { ledgerRouter } from "./features/demo/router";
import { exportsRouter } from "./features/exports/router";
import { importsRouter } from "./features/imports/router";
import { integrationKeysRouter } from "./features/integration-keys/router";
import { meRouter } from "./features/me/router";
import { operationsRouter } from "./features/operations/router";
import { profileRouter } from "./features/profile/router";
import { reportsRouter } from "./features/reports/router";
import { transactionsRouter } from "./features/transactions/router";
import { transfersRouter } from "./features/transfers/router";
import { learnAnswers } from "./ledger/view";
import { definitionsOf } from "./procedures/procedure-definitions";
import { createCallerFactory, router } from "./procedures/trpc";

/** Everything pfn can do, by path: the table of contents. */
export const appRouter = router({
  profile: profileRouter,
  integrationKeys: integrationKeysRouter,
  admin: adminRouter,
  me: meRouter,
  accounts: accountsRouter,
  categories: categoriesRouter,
  transactions: transactionsRouter,
  changes: changesRouter,
  imports: importsRouter,
  exports: exportsRouter,
  reports: reportsRouter,
  transfers: transfersRouter,
  operations: operationsRouter,
  ledger: ledgerRouter,
});

learnAnswers(definitionsOf(appRouter));

export const createCaller = createCallerFactory(appRouter);

export type AppRouter = typeof appRouter;
export type AppCaller = ReturnType<typeof createCaller>;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
