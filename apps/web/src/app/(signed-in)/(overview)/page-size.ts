/** Transactions shown at first, and with each "Load more". */
export const PAGE_SIZE = 30;
