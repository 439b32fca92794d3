import type { OperationHeader } from "./write-operation";

type Written = Pick<OperationHeader, "ledgerId" | "userId" | "procedure">;

/** Who writes what nobody asked for by itself: the rows that a ledger begins with. */
export const systemHeader = (written: Written): OperationHeader => ({
  ...written,
  actor: "system",
  keyId: null,
  channel: "web",
  scope: null,
  reason: null,
  idempotencyKey: null,
  requestHash: null,
  undoesId: null,
});
