import { type Tx, transaction } from "@pfn/db";
import { recordAudit } from "../audit/record-audit";
import type { Context } from "../context";
import { DomainError } from "../errors/domain-error";
import { createLedgers } from "../ledger/create-ledgers";
import type { Runtime } from "../runtime";
import { newId } from "../schema/new-id";
import { refuseCommonPassword } from "./common-passwords";
import type { SignUpInput } from "./schema";

/**
 * Creates a person with a live and a test ledger. The first one becomes `admin`; by default sign-up closes after that. An address that
 * is taken gets the same answer after the same work, so that nobody learns who has an account (S5).
 *
 * @throws DomainError FORBIDDEN while sign-up is closed, TOO_MANY_REQUESTS after many from one network (S8)
 */
export async function signUp(ctx: Context, { name, email, password }: SignUpInput): Promise<{ email: string }> {
  if (!(await isSignupOpen(ctx.runtime))) throw signupClosed();
  refuseCommonPassword(password, "password");
  await ctx.runtime.passwordThrottle.enterSignUp(ctx.ip);
  const passwordHash = await ctx.runtime.passwords.hash(password);
  await transaction(ctx.db, async (tx) => {
    const isFirst = await takeSignupTurn(tx);
    if (!isFirst && ctx.runtime.signup !== "open") throw signupClosed();
    const id = newId();
    const role = isFirst ? "admin" : "member";
    const { count } = await tx.user.createMany({
      data: [{ id, name, email, passwordHash, role }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await createLedgers(tx, { userId: id, now: ctx.now });
    await recordAudit(tx, { event: "account.created", userId: id, ip: ctx.ip, client: ctx.client, details: { role } });
  });
  return { email };
}

/** Whether somebody may sign up at this moment. */
export async function isSignupOpen({ db, signup }: Pick<Runtime, "db" | "signup">): Promise<boolean> {
  if (signup !== "first") return signup === "open";
  return (await db.user.findFirst({ select: { id: true } })) === null;
}

/** One sign-up at a time, so that two first visitors cannot both become admin. Answers whether this one is the first. */
async function takeSignupTurn(tx: Tx): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('pfn.sign-up'))`;
  return (await tx.user.findFirst({ select: { id: true } })) === null;
}

const signupClosed = () =>
  new DomainError("FORBIDDEN", "Sign-up is closed on this server.", {
    hint: "Sign in, or ask the administrator for an account.",
  });
