/** Transactions per request. The list shows as many as the window holds, however many there are. */
export const PAGE_SIZE = 100;
