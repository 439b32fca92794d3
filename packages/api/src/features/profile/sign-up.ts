import { inTransaction, type Prisma, type Role, type Tx } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { Context } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { newId } from "../../common/ids";
import type { Runtime } from "../../common/runtime";
import { knownTimeZone } from "../../common/time/known-time-zone";
import { refuseCommonPassword } from "../../identity/common-passwords";
import { createLedgers } from "../demo/create-ledgers";
import { takePeopleTurn } from "./keep-administrator";
import { redeemInvitation, requireUsableInvitation } from "./redeem-invitation";
import type { SignUpInput } from "./schema";

/**
 * Creates a person with a live and a test ledger. The first one becomes `admin`; by default sign-up
 * closes after that to all but the invited. An address that is taken gets the same answer after the
 * same work, so that nobody learns who has an account (S5, docs/decisions/0015-taken-addresses.md);
 * its owner reads of it in the trail.
 *
 * @throws DomainError FORBIDDEN while sign-up is closed, or for an invitation that opens nothing,
 *   TOO_MANY_REQUESTS after many from one
 * network (S8)
 */
export async function signUp(
  ctx: Context,
  { name, email, password, invitation, timezone }: SignUpInput,
): Promise<{ email: string }> {
  if (invitation !== undefined) await requireUsableInvitation(ctx.db, invitation);
  else if (!(await isSignupOpen(ctx.runtime))) throw signupClosed();
  refuseCommonPassword(password, "password");
  await ctx.runtime.passwordThrottle.enterSignUp(ctx.ip);
  const passwordHash = await ctx.runtime.passwords.hash(password);
  await inTransaction(ctx.db, async (tx) => {
    const isFirst = await takeSignupTurn(tx);
    if (invitation !== undefined) await redeemInvitation(ctx, tx, { invitation, email });
    else if (!isFirst && ctx.runtime.signup !== "open") throw signupClosed();
    const role: Role = isFirst ? "admin" : "member";
    const person = { id: newId(), name, email, passwordHash, role };
    await createPersonUnlessTaken(ctx, tx, { person, timezone: knownTimeZone(timezone) });
  });
  return { email };
}

interface NewPerson {
  person: Pick<Prisma.UserCreateManyInput, "name" | "email" | "passwordHash"> & {
    id: string;
    role: Role;
  };
  timezone: string;
}

/**
 * Does the same work for a free and for a taken address, statement by statement, so that the time
 * tells nothing. For a taken address it writes under an address that nobody can have, and rolls
 * back. The database's constraints run first, because they never run for what is rolled back.
 */
async function createPersonUnlessTaken(
  { now, ip, userAgent }: Context,
  tx: Tx,
  { person, timezone }: NewPerson,
): Promise<void> {
  const owner = await tx.user.findUnique({ where: { email: person.email }, select: { id: true } });
  const email = owner === null ? person.email : `${person.id}@taken.invalid`;
  await tx.$executeRaw`savepoint new_person`;
  await tx.user.create({ data: { ...person, email }, select: { id: true } });
  await createLedgers(tx, { userId: person.id, timezone, now });
  await tx.$executeRaw`set constraints all immediate`;
  if (owner === null) await tx.$executeRaw`release savepoint new_person`;
  else await tx.$executeRaw`rollback to savepoint new_person`;
  const { id: userId, role } = person;
  await (owner === null
    ? recordAudit(tx, { event: "account.created", userId, ip, userAgent, details: { role } })
    : recordAudit(tx, {
        event: "account.signUpRefused",
        userId: owner.id,
        ip,
        userAgent,
        details: {},
      }));
}

/** Whether anybody may sign up at this moment; the invited always may. */
export async function isSignupOpen({
  db,
  signup,
}: Pick<Runtime, "db" | "signup">): Promise<boolean> {
  if (signup !== "first") return signup === "open";
  return (await db.user.findFirst({ select: { id: true } })) === null;
}

/**
 * One sign-up at a time, so that two first visitors cannot both become admin. Returns true for the
 * first one.
 */
async function takeSignupTurn(tx: Tx): Promise<boolean> {
  await takePeopleTurn(tx);
  return (await tx.user.findFirst({ select: { id: true } })) === null;
}

const signupClosed = () =>
  refusal(
    "FORBIDDEN",
    null,
    "Sign-up is closed on this server.",
    "Sign in, or ask the administrator for an invitation.",
  );
