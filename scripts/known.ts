// What is still open. Each number may only fall, and goes when it is 0. A folder that stands in no
// list has nothing open.

type Count = Readonly<Record<string, number>>;

/** Private words, by folder. */
export const PRIVATE_WORDS: Count = {};

/** Words of the longest sentence but for one in ten, by document. */
export const LONG_SENTENCES: Count = {};

/** Lines over 100 columns, by folder. */
export const WIDE_LINES: Count = {};

/** Lines of files over 250, by file. */
export const LONG_FILES: Count = {};
