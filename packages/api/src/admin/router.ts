import { adminProcedure, router } from "../trpc";
import { ListUsersInput, ListUsersOutput, SetRoleInput, User, UserIdInput } from "./schema";
import { listUsers, setUserRole, suspendUser, unsuspendUser } from "./users";

export const adminRouter = router({
  users: adminProcedure
    .input(ListUsersInput)
    .output(ListUsersOutput)
    .query(({ ctx }) => listUsers(ctx)),
  suspend: adminProcedure
    .input(UserIdInput)
    .output(User)
    .mutation(({ ctx, input }) => suspendUser(ctx, input)),
  unsuspend: adminProcedure
    .input(UserIdInput)
    .output(User)
    .mutation(({ ctx, input }) => unsuspendUser(ctx, input)),
  setRole: adminProcedure
    .input(SetRoleInput)
    .output(User)
    .mutation(({ ctx, input }) => setUserRole(ctx, input)),
});
