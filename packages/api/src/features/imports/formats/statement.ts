import type { FilePart, Stated } from "../file-part";

/** One statement of a file: a day, a page, a month of one account. */
export interface Statement
  extends Pick<FilePart, "ref" | "kind" | "currency" | "rows" | "otherLines"> {
  opening: Stated | null;
  closing: Stated | null;
}

/** Whether each statement opens with what the one before closed with, where both say it. */
export const follow = (statements: readonly Statement[]): boolean =>
  statements.every(({ opening }, at) => {
    const before = statements[at - 1]?.closing ?? null;
    return before === null || opening === null || before.amountMinor === opening.amountMinor;
  });
