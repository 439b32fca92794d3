import { listAudit } from "../../common/audit/list-audit";
import { ListAuditInput, ListAuditOutput } from "../../common/audit/schema";
import { NoInput } from "../../common/fields";
import {
  publicProcedure,
  router,
  sessionProcedure,
  urgentSessionProcedure,
} from "../../procedures/trpc";
import { changePassword, confirmPassword } from "./change-password";
import { deleteAccount } from "./delete-account";
import { getAccount, renameAccount } from "./get-account";
import {
  Account,
  ChangePasswordInput,
  ChangePasswordOutput,
  ConfirmPasswordInput,
  ConfirmPasswordOutput,
  DeleteAccountInput,
  DeleteAccountOutput,
  EndSessionInput,
  EndSessionOutput,
  ListSessionsInput,
  ListSessionsOutput,
  SessionsEnded,
  SignUpInput,
  SignUpOutput,
  UpdateAccountInput,
  UpdateAccountOutput,
} from "./schema";
import { endOwnSession, listSessions, signOutEverywhere } from "./sessions";
import { signUp } from "./sign-up";

/** People: mounted as `account`. */
export const peopleRouter = router({
  signUp: publicProcedure
    .input(SignUpInput)
    .output(SignUpOutput)
    .mutation(({ ctx, input }) => signUp(ctx, input)),
  me: sessionProcedure
    .input(NoInput)
    .output(Account)
    .query(({ ctx }) => getAccount(ctx)),
  update: sessionProcedure
    .input(UpdateAccountInput)
    .output(UpdateAccountOutput)
    .mutation(({ ctx, input }) => renameAccount(ctx, input)),
  changePassword: urgentSessionProcedure
    .input(ChangePasswordInput)
    .output(ChangePasswordOutput)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  confirmPassword: urgentSessionProcedure
    .input(ConfirmPasswordInput)
    .output(ConfirmPasswordOutput)
    .mutation(({ ctx, input }) => confirmPassword(ctx, input)),
  sessions: sessionProcedure
    .input(ListSessionsInput)
    .output(ListSessionsOutput)
    .query(({ ctx, input }) => listSessions(ctx, input)),
  endSession: urgentSessionProcedure
    .input(EndSessionInput)
    .output(EndSessionOutput)
    .mutation(({ ctx, input }) => endOwnSession(ctx, input)),
  signOutEverywhere: urgentSessionProcedure
    .input(NoInput)
    .output(SessionsEnded)
    .mutation(({ ctx }) => signOutEverywhere(ctx)),
  audit: sessionProcedure
    .input(ListAuditInput)
    .output(ListAuditOutput)
    .query(({ ctx, input }) => listAudit(ctx, input)),
  delete: sessionProcedure
    .input(DeleteAccountInput)
    .output(DeleteAccountOutput)
    .mutation(({ ctx, input }) => deleteAccount(ctx, input)),
});
