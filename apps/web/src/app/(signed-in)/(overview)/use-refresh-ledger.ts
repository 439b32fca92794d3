import { trpc } from "../../../trpc/client";

/** Fetches again what a change of the ledger may have changed. Resolves once the page shows it. */
export function useRefreshLedger(): () => Promise<void> {
  const utils = trpc.useUtils();
  return async () => {
    await Promise.all([utils.accounts.invalidate(), utils.transactions.invalidate(), utils.operations.invalidate()]);
  };
}
