import { operate } from "../../ledger/operate";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { OPERATIONS } from "./docs";
import { getOperation } from "./get-operation";
import { listOperations } from "./list-operations";
import {
  GetOperationInput,
  ListOperationsInput,
  ListOperationsOutput,
  OperationDetail,
} from "./schema";
import { aimUndoMany, prepareUndoMany, undoMany } from "./undo-many";
import { prepareUndo, undoOperation } from "./undo-operation";
import {
  UndoManyInput,
  UndoManyOutput,
  UndoOperationInput,
  UndoOperationOutput,
} from "./undo-schema";

export const operationsRouter = router({
  list: ledgerProcedure(null, OPERATIONS.list)
    .input(ListOperationsInput)
    .output(ListOperationsOutput)
    .query(({ ctx, input }) => listOperations(ctx, input)),
  get: ledgerProcedure(null, OPERATIONS.get)
    .input(GetOperationInput)
    .output(OperationDetail)
    .query(({ ctx, input }) => getOperation(ctx, input)),
  undo: ledgerWriteProcedure(null, OPERATIONS.undo)
    .input(UndoOperationInput)
    .output(UndoOperationOutput)
    .mutation(operate(undoOperation, { isLarge: true, prepare: prepareUndo })),
  undoMany: ledgerWriteProcedure(null, OPERATIONS.undoMany)
    .input(UndoManyInput)
    .output(UndoManyOutput)
    .mutation(operate(undoMany, { isLarge: true, aim: aimUndoMany, prepare: prepareUndoMany })),
});
