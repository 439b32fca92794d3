import { z } from "zod";
import { Id, Instant, OptionalPageInput, PageInput, pageOf } from "../../common/fields";
import { Role, SignUpPolicy, UserStatus } from "../../common/vocabulary";
import { Email } from "../profile/schema";

export const User = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  status: UserStatus,
  createdAt: Instant,
});
export type User = z.infer<typeof User>;

/** In the order they came. */
export const ListUsersInput = z.strictObject(OptionalPageInput).prefault({});
export type ListUsersInput = z.output<typeof ListUsersInput>;
export const ListUsersOutput = pageOf(User);
export const UserIdInput = z.strictObject({ userId: Id });
export const KeysRevoked = z.object({ revoked: z.int() });

/** How the server is, to administrators. */
export const Health = z.object({
  /** The version of pfn that the process runs. */
  version: z.string(),
  /** When the process that answers was started. */
  startedAt: Instant,
  database: z.object({
    engine: z.enum(["pglite", "postgres"]),
    /** Size of all files of the database. */
    bytes: z.number(),
    pendingMigrations: z.int(),
    /**
     * Standbys that follow while no write waits for one (`synchronous_standby_names` is empty). A
     * failover to one of them loses the last acknowledged writes, revocations included. Null where
     * the database's role may not see them.
     */
    asynchronousStandbys: z.int().nullable(),
  }),
  people: z.object({ active: z.int(), suspended: z.int() }),
  /** Keys of everybody that open something at this moment. */
  activeKeys: z.int(),
  /** Who may sign up: the first visitor alone, everybody, nobody. */
  signUp: SignUpPolicy,
  /** Whether limits are counted in Redis, for all instances together (R3). */
  sharesLimits: z.boolean(),
  /**
   * Work off the requests' path that this process lost since its start, such as the last use of
   * keys (F5).
   */
  backgroundFailures: z.int(),
});
export type Health = z.infer<typeof Health>;

export const SetRoleInput = z.strictObject({ userId: Id, role: Role });

/**
 * `email`: the only address that may use the invitation. Without one, anybody with the link may.
 *
 * @example { email: "bob@example.org" }
 */
export const InviteInput = z.strictObject({ email: Email.optional() });
export type InviteInput = z.output<typeof InviteInput>;

/** An invitation as administrators see it; its secret and hash are never in it. */
export const Invitation = z.object({
  id: Id,
  email: z.string().nullable(),
  state: z.enum(["open", "used", "revoked", "expired"]),
  /** The administrator's name. */
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

/** A new invitation with its link: the only answer that ever holds it. */
export const RevealedInvitation = z.object({ link: z.string(), invitation: Invitation });

/** Newest first. */
export const ListInvitationsInput = z.strictObject(PageInput).prefault({});
export type ListInvitationsInput = z.output<typeof ListInvitationsInput>;
export const ListInvitationsOutput = pageOf(Invitation);
export const InvitationIdInput = z.strictObject({ invitationId: Id });
