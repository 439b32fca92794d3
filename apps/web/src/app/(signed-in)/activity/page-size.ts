/** Operations on each page of the list; the server renders the first one. */
export const PAGE_SIZE = 30;
