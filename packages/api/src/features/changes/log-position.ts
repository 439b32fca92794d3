import { refusal } from "../../common/errors/refusal";
import { POSITION } from "./schema";

/** How much of a ledger's log a reader has seen. */
export interface LogPosition {
  /** Everything before this operation; 0 = nothing. */
  seq: bigint;
  /** Number of its own changes that were read; null = all of them. */
  taken: number | null;
  operationId: string | null;
}

/**
 * @example parseLogPosition("57.200~01970000-0000-7000-8000-000000000004") // { seq: 57n, taken:
 *   200,
 * operationId: "0197…" }
 */
export function parseLogPosition(text: string): LogPosition {
  const [, seq = "0", taken, operationId] = POSITION.exec(text) ?? [];
  return {
    seq: BigInt(seq),
    taken: taken === undefined ? null : Number(taken),
    operationId: operationId ?? null,
  };
}

export const formatLogPosition = ({ seq, taken, operationId }: LogPosition): string =>
  `${seq}${taken === null ? "" : `.${taken}`}${operationId === null ? "" : `~${operationId}`}`;

/**
 * The log does not hold what the reader saw last: it was reset, restored to an earlier state, or is
 * another ledger's.
 */
export const startOver = () =>
  refusal(
    "CONFLICT",
    "since",
    "this ledger's log does not lead on from there.",
    "It was reset or restored, or is another ledger. Drop what you have and begin again " +
      "without `since`.",
  );
