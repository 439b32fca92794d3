import { v7 } from "uuid";

/**
 * A UUID v7 (RFC 9562). Ids of this process never repeat and never go back, even when its clock
 * does: within one millisecond a counter keeps the order in which rows were made.
 */
export const newId = (): string => v7();
