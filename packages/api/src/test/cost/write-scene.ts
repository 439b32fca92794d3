import type { Stage } from "./stage";

type Call = (fields: { dryRun?: boolean }) => Promise<object>;

/** A write that a key can make, with as much in one call as it takes. */
export interface WriteScene {
  /**
   * Numbers of rows, or of operations, that the call names or touches; the last is the largest that
   * one call takes, or for whole files and ledgers one that a test can wait for. None: it always
   * touches the same few.
   */
  sizes?: readonly number[];
  /**
   * How many times it sums the rows of the account with the history: `balancesAfter`, and the
   * account itself where it is answered.
   */
  sums: number;
  /** It never writes anything, so there is no dry run of it. */
  isTrial?: true;
  set: (stage: Stage, size: number) => Promise<Call>;
}

export const PER_CALL = [12, 50, 200] as const;
export const PER_FILE = [50, 150, 450] as const;

/** Scenes by the path of their write. */
export type WriteScenes = Readonly<Record<string, readonly WriteScene[]>>;
