/** Operations on the first page, which the server renders, and per further one. */
export const PAGE_SIZE = 30;
