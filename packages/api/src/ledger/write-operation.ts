import type { Prisma, Tx } from "@pfn/db";
import { newId } from "../common/ids";
import type { Channel } from "../common/vocabulary";
import { computeBalances, type WireBalance } from "./balances";
import { createChangeLog } from "./change-log";
import { createOperation } from "./create-operation";
import type { Operation } from "./operation";

/** Who writes, through which endpoint, and why: what the log keeps beside the changes. */
export interface OperationHeader {
  ledgerId: string;
  userId: string;
  actor: "user" | "key" | "system";
  keyId: string | null;
  channel: Channel;
  procedure: string;
  scope: string | null;
  reason: string | null;
  idempotencyKey: string | null;
  requestHash: Uint8Array<ArrayBuffer> | null;
  undoesId: string | null;
}

/** The header of rows that nobody asked for: those that a ledger begins with. */
export const systemHeader = (
  written: Pick<OperationHeader, "ledgerId" | "userId" | "procedure">,
): OperationHeader => ({
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

/** What every write returns beside its own fields. */
export interface OperationAnswer {
  operationId: string | null;
  outcome: "applied" | "dryRun";
  created: number;
  updated: number;
  deleted: number;
  skipped: { index: number; reason: string; id?: string | undefined }[];
  balancesAfter: WireBalance[];
}

/** What a write's own code adds to the answer. */
export type WorkResult = Record<string, unknown> & { skipped?: OperationAnswer["skipped"] };

interface NewOperation {
  header: OperationHeader;
  now: () => Date;
}

/**
 * Writes one entry of a ledger's log inside `tx`: takes the next revision, does the work, records
 * every changed row, stores and returns the answer.
 */
export async function writeOperation<R extends WorkResult>(
  tx: Tx,
  { header: { userId, ...header }, now }: NewOperation,
  work: (operation: Operation) => Promise<R>,
): Promise<R & OperationAnswer> {
  const { ledgerId } = header;
  const { rev } = await tx.ledger.update({
    where: { id: ledgerId, userId },
    data: { rev: { increment: 1 } },
    select: { rev: true },
  });
  const operationId = newId();
  await tx.operation.create({ data: { ...header, id: operationId, seq: rev } });
  const log = createChangeLog(tx, operationId);
  const result = await work(createOperation({ tx, ledgerId, operationId, now }, log));
  await log.flush();
  const { created, updated, deleted, recorded, touchedAccounts } = log.summary();
  const answer = {
    ...result,
    operationId,
    outcome: "applied" as const,
    created,
    updated,
    deleted,
    balancesAfter: await computeBalances(tx, { ledgerId, accountIds: touchedAccounts }),
    skipped: result.skipped ?? [],
  };
  await tx.operation.update({
    where: { id: operationId },
    data: { result: toJson(answer), changeCount: recorded },
  });
  return answer;
}

/**
 * Answers and snapshots are plain JSON by construction; Prisma's type for it does not admit
 * optional fields.
 */
const toJson = (value: object) => value as Prisma.InputJsonObject;
