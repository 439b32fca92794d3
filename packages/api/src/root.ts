import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { accountsRouter } from "./accounts/router";
import { adminRouter } from "./admin/router";
import { categoriesRouter } from "./categories/router";
import { changesRouter } from "./changes/router";
import { exportsRouter } from "./exports/router";
import { importsRouter } from "./imports/router";
import { integrationKeysRouter } from "./integration-keys/router";
import { learnAnswers } from "./ledger/hide-unread";
import { ledgerRouter } from "./ledger/router";
import { meRouter } from "./me/router";
import { operationsRouter } from "./operations/router";
import { peopleRouter } from "./people/router";
import { definitionsOf } from "./procedure-definitions";
import { reportsRouter } from "./reports/router";
import { transactionsRouter } from "./transactions/router";
import { transfersRouter } from "./transfers/router";
import { createCallerFactory, router } from "./trpc";

/** Everything pfn can do, by path: the table of contents. */
export const appRouter = router({
  account: peopleRouter,
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
