import { z } from "zod";
import { Id, Instant, NoInput } from "../schema/common";

const Role = z.enum(["admin", "member"]);

export const User = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  status: z.enum(["active", "suspended"]),
  createdAt: Instant,
});
export type User = z.infer<typeof User>;

export const ListUsersInput = NoInput;
export const ListUsersOutput = z.object({ items: z.array(User), nextCursor: z.null() });
export const UserIdInput = z.strictObject({ userId: Id });
export const SetRoleInput = z.strictObject({ userId: Id, role: Role });
