import { trpc } from "../../../trpc/client";

/** Fetches again what a change of the ledger may have changed. Resolves once the page shows it. */
export function useRefreshLedger(): () => Promise<void> {
  const utils = trpc.useUtils();
  return async () => {
    const { accounts, ledger, transactions, operations, reports } = utils;
    await Promise.all([accounts, ledger, transactions, operations, reports].map((part) => part.invalidate()));
  };
}
