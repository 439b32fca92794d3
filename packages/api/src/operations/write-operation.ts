import type { Prisma, Tx } from "@pfn/db";
import { computeBalances, type WireBalance } from "../accounts/compute-balances";
import type { Channel } from "../context";
import { newId } from "../schema/new-id";
import { createOperationScope, type OperationScope, type RowChange } from "./operation-scope";
import { chunk } from "./row-table";

/** Who writes, through which door, and why: what the log keeps beside the changes. */
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

/**
 * Writes one entry of a ledger's log inside `tx`: takes the next revision, does the work, records every changed row, stores and
 * returns the answer.
 */
export async function writeOperation<R extends WorkResult>(
  tx: Tx,
  { userId, ...header }: OperationHeader,
  work: (scope: OperationScope) => Promise<R>,
): Promise<R & OperationAnswer> {
  const { ledgerId } = header;
  const { rev } = await tx.ledger.update({
    where: { id: ledgerId, userId },
    data: { rev: { increment: 1 } },
    select: { rev: true },
  });
  const operationId = newId();
  await tx.operation.create({ data: { ...header, id: operationId, seq: rev } });
  const scope = createOperationScope(tx, ledgerId, operationId);
  const result = await work(scope);
  await recordChanges(scope);
  const answer = { ...result, ...(await summarize(scope)), skipped: result.skipped ?? [] };
  await tx.operation.update({ where: { id: operationId }, data: { result: toJson(answer) } });
  return answer;
}

async function recordChanges({ tx, operationId, changes }: OperationScope): Promise<void> {
  const rows = changes.map(({ entity, entityId, before, after }, index) => ({
    operation_id: operationId,
    index,
    entity,
    entity_id: entityId,
    before,
    after,
  }));
  for (const part of chunk(rows))
    await tx.$executeRaw`
      insert into changes (operation_id, index, entity, entity_id, before, after)
      select operation_id, index, entity, entity_id, before, after
      from jsonb_populate_recordset(null::changes, ${JSON.stringify(part)}::jsonb)`;
}

async function summarize({ tx, ledgerId, operationId, changes }: OperationScope) {
  const deleted = changes.filter((change) => change.after === null || isTombstoned(change)).length;
  const created = changes.filter(({ before }) => before === null).length;
  return {
    operationId,
    outcome: "applied" as const,
    created,
    updated: changes.length - created - deleted,
    deleted,
    balancesAfter: await computeBalances(tx, { ledgerId, accountIds: touchedAccounts(changes) }),
  };
}

const fieldOf = (snapshot: unknown, field: string): unknown =>
  typeof snapshot === "object" && snapshot !== null ? Reflect.get(snapshot, field) : undefined;

const isTombstoned = ({ before, after }: RowChange) =>
  before !== null &&
  after !== null &&
  fieldOf(before, "deletedAt") === null &&
  typeof fieldOf(after, "deletedAt") === "string";

function touchedAccounts(changes: readonly RowChange[]): string[] {
  const ids = changes.flatMap(({ entity, entityId, before, after }) =>
    entity === "account" ? [entityId] : [fieldOf(before, "accountId"), fieldOf(after, "accountId")],
  );
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

/** Answers and snapshots are plain JSON by construction; Prisma's type for it does not admit optional fields. */
const toJson = (value: object) => value as Prisma.InputJsonObject;
