import { addDraft, rowsFor, sweepable } from "./stage";
import { PER_CALL, PER_FILE, type WriteScenes } from "./write-scene";

/** Undo, one by one and many at once. */
export const OPERATION_SCENES: WriteScenes = {
  "operations.undo": [
    {
      sizes: PER_CALL,
      sums: 1,
      set: async ({ agent, accountId }, size) => {
        const { operationId } = await agent.transactions.create({
          transactions: rowsFor(accountId, size),
        });
        return (fields) => agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const { operationId } = await stage.agent.imports.commit({
          id: await addDraft(stage, size),
        });
        return (fields) => stage.agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      // The operations of one sweep.
      sizes: PER_CALL,
      sums: 0,
      set: async (stage, size) => {
        const since = await sweepable(stage, size);
        const { operationId } = await stage.agent.operations.undoMany({ since });
        return (fields) => stage.agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      // The newest of as many undos as there were turns.
      sums: 0,
      set: async ({ runtime, agent, ledgerId }) => {
        const where = {
          ledgerId,
          rootId: { not: null },
          state: "applied",
          root: { procedure: "transactions.update" },
        } as const;
        const head = await runtime.db.operation.findFirstOrThrow({
          where,
          orderBy: { seq: "desc" },
        });
        return (fields) => agent.operations.undo({ id: head.id, ...fields });
      },
    },
  ],
  "operations.undoMany": [
    {
      sizes: PER_CALL,
      sums: 0,
      set: async (stage, size) => {
        const since = await sweepable(stage, size);
        return (fields) => stage.agent.operations.undoMany({ since, ...fields });
      },
    },
  ],
};
