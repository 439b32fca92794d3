import { operate } from "../../ledger/operate";
import { outputAtOnce } from "../../procedures/output-at-once";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { createTransactions } from "./create-transactions";
import { deleteTransactions, hideOtherLegs } from "./delete-transactions";
import { TRANSACTIONS } from "./docs";
import { GetTransactionInput, ListTransactionsInput, ListTransactionsOutput } from "./list-schema";
import { getTransaction, listTransactions } from "./list-transactions";
import {
  CreateTransactionsInput,
  CreateTransactionsOutput,
  DeleteTransactionsInput,
  DeleteTransactionsOutput,
  Transaction,
  UpdateTransactionsInput,
  UpdateTransactionsOutput,
} from "./schema";
import { aimUpdate, updateTransactions } from "./update-transactions";

export const transactionsRouter = router({
  list: ledgerProcedure("transactions:read", TRANSACTIONS.list)
    .input(ListTransactionsInput)
    .output(outputAtOnce(ListTransactionsOutput))
    .query(({ ctx, input }) => listTransactions(ctx, input)),
  get: ledgerProcedure("transactions:read", TRANSACTIONS.get)
    .input(GetTransactionInput)
    .output(Transaction)
    .query(({ ctx, input }) => getTransaction(ctx, input)),
  create: ledgerWriteProcedure("transactions:create", TRANSACTIONS.create)
    .input(CreateTransactionsInput)
    .output(CreateTransactionsOutput)
    .mutation(operate(createTransactions)),
  update: ledgerWriteProcedure("transactions:categorize", TRANSACTIONS.update)
    .input(UpdateTransactionsInput)
    .output(UpdateTransactionsOutput)
    .mutation(operate(updateTransactions, { aim: aimUpdate })),
  delete: ledgerWriteProcedure("transactions:write", TRANSACTIONS.delete)
    .input(DeleteTransactionsInput)
    .output(DeleteTransactionsOutput)
    .mutation(operate(deleteTransactions, { answer: hideOtherLegs })),
});
