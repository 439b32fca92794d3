import { type Db, Prisma, type Tx } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { Context } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { hashInvitation } from "./invitation-secret";

/**
 * An invitation that is still good, by the database's clock, and only while the person who made it
 * may invite (S3). So a former administrator leaves no way in behind.
 */
const usable = (invitation: string) => Prisma.sql`
  hash = ${hashInvitation(invitation)} and used_at is null
  and revoked_at is null and expires_at > now()
  and exists (select 1 from users u
    where u.id = created_by_id and u.role = 'admin' and u.status = 'active')`;

/**
 * Before any hashing of passwords: strangers with made-up invitations cost one look-up. @throws
 * DomainError FORBIDDEN
 */
export async function requireUsableInvitation(db: Db, invitation: string): Promise<void> {
  const found = await db.$queryRaw<
    unknown[]
  >`select 1 from invitations where ${usable(invitation)}`;
  if (found.length === 0) throw refusedInvitation();
}

interface Redemption {
  invitation: string;
  email: string;
}

/**
 * Inside the transaction of a sign-up: uses the invitation up. Of many at the same moment one
 * succeeds, on any instance; when the sign-up fails, the invitation is as it was. For an address
 * that is taken it is used up too, or it would tell who has an account (S5).
 *
 * @throws DomainError FORBIDDEN for one that is used, revoked, expired or unknown, in the same
 *   words; BAD_REQUEST when it is for another
 * address
 */
export async function redeemInvitation(
  { ip, userAgent }: Context,
  tx: Tx,
  { invitation, email }: Redemption,
): Promise<void> {
  const [redeemed] = await tx.$queryRaw<{ createdById: string; email: string | null }[]>`
    update invitations set used_at = now() where ${usable(invitation)}
    returning created_by_id::text as "createdById", email`;
  if (redeemed === undefined) throw refusedInvitation();
  if (redeemed.email !== null && redeemed.email !== email) {
    throw refusal(
      "BAD_REQUEST",
      "email",
      "this invitation is for another address.",
      "Use the address to which it was given, or ask the administrator for a new invitation.",
    );
  }
  await recordAudit(tx, { event: "invitation.used", userId: redeemed.createdById, ip, userAgent });
}

const refusedInvitation = () =>
  refusal(
    "FORBIDDEN",
    "invitation",
    "this invitation opens nothing.",
    "Ask the administrator for a new one: it may be used, expired, revoked or copied in part.",
  );
