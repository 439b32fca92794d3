import { expect } from "vitest";
import type { Pair } from "./pair";
import type { StepOf } from "./steps";
import { write } from "./write";

const ROW_IN_THE_WAY = {
  entity: expect.any(String),
  entityId: expect.any(String),
  reason: expect.any(String),
};

/** Undoes one of the last operations, which may be an undo itself. An agent undoes its own only. */
export async function undo({ by, mode, at }: StepOf<"undo">, pair: Pair): Promise<void> {
  const index = pair.operations.length - 1 - at;
  const id = pair.operations[index];
  const target = pair.model.operations[index];
  if (id === undefined || target === undefined) return;
  const isVisible = by === "owner" || target.by === "agent";
  const plan = isVisible ? pair.model.planUndo(index) : null;
  await write(pair, {
    ...{ by, mode, plan, undoes: index },
    call: (fields) => pair.callers[by].operations.undo({ id, ...fields }),
    check: (answer) => expect(answer).toMatchObject({ conflicts: [] }),
    // A trial tells the rows in the way instead of refusing.
    ...(isVisible &&
      !target.isUndone && {
        checkRefusedTrial: async (trial) =>
          expect(await trial).toMatchObject({
            outcome: "dryRun",
            conflicts: expect.arrayContaining([ROW_IN_THE_WAY]),
          }),
      }),
  });
}

/** Undoes what the agent did since one of its operations. */
export async function undoMany({ by, mode, at }: StepOf<"undoMany">, pair: Pair): Promise<void> {
  const { db, ledgerId, agentKeyId: keyId, model, operations } = pair;
  const log = await db.operation.findMany({
    where: { ledgerId, keyId },
    select: { id: true, createdAt: true },
  });
  const since = log[at % log.length]?.createdAt ?? new Date();
  const targets = log
    .filter(({ createdAt }) => createdAt >= since)
    .map(({ id }) => operations.indexOf(id));
  const plan = model.planSweep(targets);
  const undone = plan.swept.map((index) => ({ operationId: operations[index] }));
  await write(pair, {
    ...{ by, mode, plan, sweeps: plan.swept },
    call: (fields) =>
      pair.callers[by].operations.undoMany({
        ...(by === "owner" && { keyId }),
        since: since.toISOString(),
        ...fields,
      }),
    check: (answer) => expect(answer).toMatchObject({ undone }),
  });
}
