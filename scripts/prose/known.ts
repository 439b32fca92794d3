/** Private words that are still found in these folders. A number may only fall. */
export const PLAIN_WORDS: Readonly<Record<string, number>> = {};

/** Documents whose sentences are still longer, in words. A number may only fall. */
export const LONG_SENTENCES: Readonly<Record<string, number>> = {};
