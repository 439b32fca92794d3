import { NoInput } from "../../common/fields";
import { adminProcedure, router, urgentAdminProcedure } from "../../procedures/trpc";
import { setUserRole, suspendUser, unsuspendUser } from "./change-user";
import { invite, listInvitations, revokeInvitation } from "./invitations";
import { listUsers } from "./list-users";
import { readHealth } from "./read-health";
import { revokeUserKeys } from "./revoke-user-keys";
import {
  Health,
  Invitation,
  InvitationIdInput,
  InviteInput,
  KeysRevoked,
  ListInvitationsInput,
  ListInvitationsOutput,
  ListUsersInput,
  ListUsersOutput,
  RevealedInvitation,
  SetRoleInput,
  User,
  UserIdInput,
} from "./schema";

export const adminRouter = router({
  users: adminProcedure
    .input(ListUsersInput)
    .output(ListUsersOutput)
    .query(({ ctx, input }) => listUsers(ctx, input)),
  suspend: urgentAdminProcedure
    .input(UserIdInput)
    .output(User)
    .mutation(({ ctx, input }) => suspendUser(ctx, input)),
  unsuspend: adminProcedure
    .input(UserIdInput)
    .output(User)
    .mutation(({ ctx, input }) => unsuspendUser(ctx, input)),
  setRole: urgentAdminProcedure
    .input(SetRoleInput)
    .output(User)
    .mutation(({ ctx, input }) => setUserRole(ctx, input)),
  revokeKeys: urgentAdminProcedure
    .input(UserIdInput)
    .output(KeysRevoked)
    .mutation(({ ctx, input }) => revokeUserKeys(ctx, input)),
  invite: adminProcedure
    .input(InviteInput)
    .output(RevealedInvitation)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  invitations: adminProcedure
    .input(ListInvitationsInput)
    .output(ListInvitationsOutput)
    .query(({ ctx, input }) => listInvitations(ctx, input)),
  revokeInvitation: adminProcedure
    .input(InvitationIdInput)
    .output(Invitation)
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
  health: adminProcedure
    .input(NoInput)
    .output(Health)
    .query(({ ctx }) => readHealth(ctx)),
});
