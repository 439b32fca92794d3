import { operate } from "../../ledger/operate";
import {
  draftProcedure,
  ledgerProcedure,
  ledgerWriteProcedure,
  router,
} from "../../procedures/trpc";
import { commitImport } from "./commit-import";
import { CommitImportInput, CommitImportOutput } from "./commit-schema";
import { aimCommit, prepareCommit } from "./commit-scopes";
import { IMPORTS } from "./docs";
import { getImport, listImports } from "./list-imports";
import { previewImport } from "./preview-import";
import {
  GetImportInput,
  GetImportOutput,
  ListImportsInput,
  ListImportsOutput,
  PreviewImportInput,
  PreviewImportOutput,
} from "./schema";

export const importsRouter = router({
  preview: draftProcedure("imports:write", IMPORTS.preview)
    .input(PreviewImportInput)
    .output(PreviewImportOutput)
    .mutation(({ ctx, input }) => previewImport(ctx, input)),
  commit: ledgerWriteProcedure("imports:write", IMPORTS.commit)
    .input(CommitImportInput)
    .output(CommitImportOutput)
    .mutation(operate(commitImport, { isLarge: true, aim: aimCommit, prepare: prepareCommit })),
  get: ledgerProcedure("imports:write", IMPORTS.get)
    .input(GetImportInput)
    .output(GetImportOutput)
    .query(({ ctx, input }) => getImport(ctx, input)),
  list: ledgerProcedure("imports:write", IMPORTS.list)
    .input(ListImportsInput)
    .output(ListImportsOutput)
    .query(({ ctx, input }) => listImports(ctx, input)),
});
