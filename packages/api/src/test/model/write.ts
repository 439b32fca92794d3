import { expect } from "vitest";
import { newId } from "../../common/ids";
import { toMoney } from "../../common/money/money";
import type { OperationAnswer } from "../../ledger/write-operation";
import { refusalOf } from "../refusals";
import { type Actor, balanceOf, type ModelChange, type Plan } from "./model-ledger";
import type { Pair, Play } from "./pair";
import { rowOf } from "./rows";

interface Writing extends Pick<Play, "call" | "check"> {
  by: Actor;
  mode: "plain" | "dry" | "repeat";
  /** Null: it is refused. */
  plan: Plan | null;
  undoes?: number;
  sweeps?: readonly number[];
  /** What a trial of a refused write answers; a refusal unless set. */
  checkRefusedTrial?: (trial: Promise<unknown>) => Promise<void>;
}

/**
 * Makes a write to both and compares the answer: refused or not, what it counts, and the balances
 * after it.
 */
export async function write(pair: Pair, writing: Writing): Promise<void> {
  const { by, mode, plan, call, check, undoes, sweeps } = writing;
  const fields = mode === "repeat" ? { idempotencyKey: newId() } : {};
  if (plan === null) return expectRefused(writing, fields);
  if (mode === "dry") {
    const trial = await call({ dryRun: true });
    expect(trial).toMatchObject({ ...answerOf(pair, plan), operationId: null, outcome: "dryRun" });
    check?.(trial);
  }
  const answer = await call(fields);
  const operationId = answer.operationId ?? "";
  await learnIds(pair, plan, operationId);
  expect(answer).toMatchObject({ ...answerOf(pair, plan), outcome: "applied" });
  check?.(answer);
  // Invariant 9.
  if (mode === "repeat") expect(await call(fields)).toEqual(answer);
  pair.model.commit(plan, {
    by,
    ...(undoes !== undefined && { undoes }),
    ...(sweeps !== undefined && { sweeps }),
  });
  pair.operations.push(operationId);
}

async function expectRefused(
  { mode, call, checkRefusedTrial = expectRefusal }: Writing,
  fields: object,
) {
  if (mode === "dry") await checkRefusedTrial(call({ dryRun: true }));
  await expectRefusal(call(fields));
  if (mode === "repeat") await expectRefusal(call(fields));
}

export async function expectRefusal(call: Promise<unknown>): Promise<void> {
  const { status } = await refusalOf(call);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
}

/** What the answer to a write counts, and every balance that it touched. */
function answerOf(pair: Pair, { rows, changes }: Plan): Partial<OperationAnswer> {
  const created = changes.filter(({ before }) => before === null).length;
  const deleted = changes.filter((change) => change.after === null || isBuried(change)).length;
  const touched = [
    ...new Set(changes.flatMap(({ number, before, after }) => [number, ...homesOf(before, after)])),
  ];
  const balances = touched.flatMap((number) => {
    const account = rowOf(rows, "account", number);
    if (account === undefined) return [];
    const { posted, pending } = balanceOf(rows, number);
    const [accountId, { name, currency }] = [pair.ids.get(number) ?? expect.any(String), account];
    return [
      { accountId, name, posted: toMoney(posted, currency), pending: toMoney(pending, currency) },
    ];
  });
  return {
    created,
    updated: changes.length - created - deleted,
    deleted,
    balancesAfter: balances.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const isBuried = ({ before, after }: ModelChange) =>
  before?.entity === "transaction" &&
  after?.entity === "transaction" &&
  before.deletedAt === null &&
  after.deletedAt !== null;

const homesOf = (...rows: readonly ModelChange["after"][]) =>
  rows.flatMap((row) => (row?.entity === "transaction" ? [row.account] : []));

/** Which real row is which of the model's: both made them in the same order. */
async function learnIds({ db, ids }: Pair, { changes }: Plan, operationId: string): Promise<void> {
  const unknown = changes.filter(({ number, before }) => before === null && !ids.has(number));
  if (unknown.length === 0) return;
  const made = await db.$queryRaw<{ id: string }[]>`
    select entity_id as id from changes where operation_id = ${operationId}::uuid and before is null
    order by index`;
  expect(made).toHaveLength(unknown.length);
  for (const [index, { id }] of made.entries()) ids.set(unknown[index]?.number ?? 0, id);
}
