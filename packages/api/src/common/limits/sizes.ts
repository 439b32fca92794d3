// How much one call may carry: what the schemas hold, `me.get` tells and the documents say.

/** Rows that one write adds, changes or deletes. */
export const MAX_ROWS_PER_WRITE = 200;

/** Items on a page of any list. */
export const MAX_ITEMS_PER_PAGE = 200;

/** Calls in a batch; beyond it the whole request is refused before anything is resolved (T4). */
export const MAX_BATCH = 10;

/** Bodies of JSON calls, in bytes, save files (T7). */
export const MAX_JSON_BYTES = 1_048_576;
