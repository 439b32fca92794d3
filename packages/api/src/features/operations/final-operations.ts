/** What cannot be undone, because nothing is kept of what was there before. */
const FINAL: ReadonlySet<string> = new Set(["ledger.resetTest"]);

export const isFinal = ({ procedure }: { procedure: string }): boolean => FINAL.has(procedure);
