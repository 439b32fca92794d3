import { inTransaction, type Prisma } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { isoInstant, isoInstantOrNull } from "../../common/fields";
import { newId } from "../../common/ids";
import { createdBefore, createdKey, type MomentKey, page } from "../../common/paging/page";
import { DAY_MS } from "../../common/time/lengths";
import { requireFreshLogin } from "../../identity/fresh-login";
import { generateInvitation } from "../profile/invitation-secret";
import { requireAdmin } from "./require-admin";
import type { Invitation, InviteInput, ListInvitationsInput } from "./schema";

const LIFETIME_MS = 7 * DAY_MS;

const LISTED = {
  id: true,
  email: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  revokedAt: true,
  createdBy: { select: { name: true } },
} as const satisfies Prisma.InvitationSelect;

type Row = Prisma.InvitationGetPayload<{ select: typeof LISTED }>;

/**
 * Invites one person, who may then sign up while sign-up is closed to others. The answer is the
 * only place where the link ever stands. Its secret is behind the `#`, which browsers send to no
 * server: it enters no log and no `Referer`.
 *
 * @throws DomainError FORBIDDEN when the password was proven more than ten minutes ago (K10)
 */
export async function invite(ctx: SessionContext, { email }: InviteInput) {
  const { secret, hash } = generateInvitation();
  const { ip, userAgent, principal } = ctx;
  const { userId } = principal;
  const createdAt = ctx.now();
  const invitation = await inTransaction(ctx.db, async (tx) => {
    await requireFreshLogin(ctx, tx);
    await requireAdmin(ctx, tx);
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    const row = await tx.invitation.create({
      data: { id: newId(), createdById: userId, hash, email: email ?? null, createdAt, expiresAt },
      select: LISTED,
    });
    await recordAudit(tx, { event: "invitation.created", userId, ip, userAgent });
    return toWire(row, createdAt);
  });
  return { link: `${ctx.runtime.publicUrl.origin}/signup#invitation=${secret}`, invitation };
}

/** Every administrator's invitations, newest first. */
export async function listInvitations(
  ctx: SessionContext,
  { limit, cursor }: ListInvitationsInput,
) {
  const { items, nextCursor } = await page(ctx, {
    list: "admin.invitations",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      ctx.db.invitation.findMany({
        where: createdBefore(after),
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        ...defined({ take }),
        select: LISTED,
      }),
    keyOf: createdKey,
  });
  return { items: items.map((row) => toWire(row, ctx.now())), nextCursor };
}

/**
 * Takes an invitation back; once it is used or revoked, this changes nothing (K8). @throws
 * DomainError NOT_FOUND
 */
export async function revokeInvitation(
  ctx: SessionContext,
  { invitationId: id }: { invitationId: string },
): Promise<Invitation> {
  return inTransaction(ctx.db, async (tx) => {
    await requireAdmin(ctx, tx);
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    const row = await tx.invitation.findUnique({ where: { id }, select: LISTED });
    if (row === null) throw notFound("invitation", "invitationId");
    const { ip, userAgent, principal } = ctx;
    const { userId } = principal;
    if (count > 0) await recordAudit(tx, { event: "invitation.revoked", userId, ip, userAgent });
    return toWire(row, ctx.now());
  });
}

const toWire = ({ createdBy, ...row }: Row, now: Date): Invitation => ({
  id: row.id,
  email: row.email,
  state: stateOf(row, now),
  invitedBy: createdBy.name,
  createdAt: isoInstant(row.createdAt),
  expiresAt: isoInstant(row.expiresAt),
  usedAt: isoInstantOrNull(row.usedAt),
  revokedAt: isoInstantOrNull(row.revokedAt),
});

function stateOf(
  { usedAt, revokedAt, expiresAt }: Omit<Row, "createdBy">,
  now: Date,
): Invitation["state"] {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}
