/** Transactions per request. */
export const PAGE_SIZE = 100;
