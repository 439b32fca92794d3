import { inTransaction } from "@pfn/db";
import { recordAudit, recordRefusedSignIn } from "../../common/audit/record-audit";
import { newId } from "../../common/ids";
import type { CallerParts } from "../../common/principal";
import type { Runtime } from "../../common/runtime";
import { SESSION_ABSOLUTE_MS } from "../../identity/find-session";
import { Email, GivenPassword } from "./schema";

export interface LogIn {
  sessionId: string;
  userId: string;
  email: string;
  name: string;
}

/**
 * Checks e-mail and password and starts a login session. Unknown, suspended and wrong answer null
 * after the same work: one lookup, one hash (S5). The refusal is recorded some time after the
 * answer, by a statement that is sent for strangers as well.
 *
 * @throws DomainError SERVICE_UNAVAILABLE when too many password checks wait already;
 *   TOO_MANY_REQUESTS after too many tries, whether there is
 * such an account or not (S8)
 */
export async function logIn(
  runtime: Runtime,
  { email, password, ip, userAgent }: { email: unknown; password: unknown } & CallerParts,
): Promise<LogIn | null> {
  const { db, passwords, background, passwordThrottle } = runtime;
  const address = Email.safeParse(email);
  const given = GivenPassword.safeParse(password);
  if (!given.success) return null;
  const succeed = await passwordThrottle.enter({ account: address.data ?? "no address", ip });
  const user = address.success
    ? await db.user.findUnique({ where: { email: address.data }, select: CREDENTIALS })
    : null;
  const matches = await passwords.verify(user?.passwordHash ?? null, given.data);
  const login =
    user !== null && matches && user.status === "active"
      ? await startSession(runtime, user, { ip, userAgent })
      : null;
  if (user === null || login === null) {
    const refused = { userId: user?.id ?? newId(), ip, userAgent };
    background.run("session.refused", () => recordRefusedSignIn(db, refused), {
      withinMs: RECORDED_WITHIN_MS,
    });
    return null;
  }
  await succeed();
  if (passwords.isOutdated(user.passwordHash)) renewHash(runtime, user, given.data);
  return login;
}

/** Long enough to fall into other people's requests as often as into this one's. */
const RECORDED_WITHIN_MS = 250;

/** After the answer (S6). A password that was changed meanwhile stays as it is. */
function renewHash(
  { db, passwords, background }: Runtime,
  { id, passwordHash }: { id: string; passwordHash: string },
  password: string,
): void {
  background.run("password.renewed", async () => {
    const renewed = await passwords.hash(password);
    await db.user.updateMany({ where: { id, passwordHash }, data: { passwordHash: renewed } });
  });
}

const CREDENTIALS = {
  id: true,
  email: true,
  name: true,
  passwordHash: true,
  status: true,
} as const;

/** Null when the person was suspended, or the password changed, since it was checked (A8). */
async function startSession(
  { db, now }: Runtime,
  {
    id: userId,
    email,
    name,
    passwordHash,
  }: { id: string; email: string; name: string; passwordHash: string },
  { ip, userAgent }: CallerParts,
): Promise<LogIn | null> {
  return inTransaction(db, async (tx) => {
    const people = await tx.$queryRaw<unknown[]>`
      select 1 from users
      where id = ${userId}::uuid and status = 'active'
        and password_hash = ${passwordHash} for share`;
    if (people.length === 0) return null;
    const sessionId = newId();
    const startedAt = now();
    const expiresAt = new Date(startedAt.getTime() + SESSION_ABSOLUTE_MS);
    const times = { confirmedAt: startedAt, lastSeenAt: startedAt, createdAt: startedAt };
    await tx.loginSession.create({
      data: { id: sessionId, userId, ip, client: userAgent, expiresAt, ...times },
    });
    await recordAudit(tx, { event: "session.started", sessionId, userId, ip, userAgent });
    return { sessionId, userId, email, name };
  });
}
