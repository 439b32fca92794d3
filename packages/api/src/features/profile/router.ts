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
import { deleteProfile } from "./delete-profile";
import { getProfile, updateProfile } from "./get-profile";
import {
  ChangePasswordInput,
  ChangePasswordOutput,
  ConfirmPasswordInput,
  ConfirmPasswordOutput,
  DeleteProfileInput,
  DeleteProfileOutput,
  EndSessionInput,
  EndSessionOutput,
  ListSessionsInput,
  ListSessionsOutput,
  Profile,
  SessionsEnded,
  SignUpInput,
  SignUpOutput,
  UpdateProfileInput,
  UpdateProfileOutput,
} from "./schema";
import { endOwnSession, listSessions, signOutEverywhere } from "./sessions";
import { signUp } from "./sign-up";

/** The signed-in person: sign-up, password, sign-ins. */
export const profileRouter = router({
  signUp: publicProcedure
    .input(SignUpInput)
    .output(SignUpOutput)
    .mutation(({ ctx, input }) => signUp(ctx, input)),
  me: sessionProcedure
    .input(NoInput)
    .output(Profile)
    .query(({ ctx }) => getProfile(ctx)),
  update: sessionProcedure
    .input(UpdateProfileInput)
    .output(UpdateProfileOutput)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
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
    .input(DeleteProfileInput)
    .output(DeleteProfileOutput)
    .mutation(({ ctx, input }) => deleteProfile(ctx, input)),
});
