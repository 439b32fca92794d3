import { inTransaction } from "@pfn/db";
import { newId } from "../common/ids";
import type { Runtime } from "../common/runtime";
import { burnKey } from "../features/integration-keys/burn-key";
import { endSession } from "../features/profile/sessions";
import type { AppCaller } from "../root";
import { asSession } from "./callers";
import { ALL_SCOPES, createUser, type TestKey, type TestUser } from "./factories";

/** A person with a key and two logins, and an administrator: everybody who can stop somebody. */
export interface Cast {
  runtime: Runtime;
  user: TestUser;
  key: TestKey;
  /** Signed in elsewhere: what stops the first login comes from here. */
  owner: AppCaller;
  admin: AppCaller;
  password: string;
}

export interface Stop {
  /** Whose writes it stops. */
  of: "key" | "session";
  /** What a write that was under way is told: 403 where only scopes were taken away. */
  status: 401 | 403;
  call: (cast: Cast) => Promise<unknown>;
}

const changePassword = ({ owner, password }: Cast) =>
  owner.profile.changePassword({
    current: password,
    next: `${password}, another`,
    revokeKeys: true,
  });

/** Every way in which a caller is stopped by somebody. */
export const STOPS: Readonly<Record<string, Stop>> = {
  "integrationKeys.revoke": {
    of: "key",
    status: 401,
    call: ({ owner, key }) => owner.integrationKeys.revoke({ id: key.id }),
  },
  "integrationKeys.revokeAll": {
    of: "key",
    status: 401,
    call: ({ owner }) => owner.integrationKeys.revokeAll({}),
  },
  "integrationKeys.rotate": {
    of: "key",
    status: 401,
    call: ({ owner, key }) => owner.integrationKeys.rotate({ id: key.id }),
  },
  "integrationKeys.update": {
    of: "key",
    status: 403,
    call: ({ owner, key }) =>
      owner.integrationKeys.update({ id: key.id, scopes: ["reports:read"] }),
  },
  burn: {
    of: "key",
    status: 401,
    call: ({ runtime, key }) => burnKey(runtime, key.key, { ip: null, userAgent: null }),
  },
  "admin.revokeKeys": {
    of: "key",
    status: 401,
    call: ({ admin, user }) => admin.admin.revokeKeys({ userId: user.userId }),
  },
  "admin.suspend, of a key": {
    of: "key",
    status: 401,
    call: ({ admin, user }) => admin.admin.suspend({ userId: user.userId }),
  },
  "profile.changePassword, of a key": { of: "key", status: 401, call: changePassword },
  "admin.suspend": {
    of: "session",
    status: 401,
    call: ({ admin, user }) => admin.admin.suspend({ userId: user.userId }),
  },
  "admin.setRole": {
    of: "session",
    status: 401,
    call: ({ admin, user: { userId } }) => admin.admin.setRole({ userId, role: "admin" }),
  },
  "profile.changePassword": { of: "session", status: 401, call: changePassword },
  "profile.endSession": {
    of: "session",
    status: 401,
    call: ({ owner, user }) => owner.profile.endSession({ id: user.sessionId }),
  },
  "profile.signOutEverywhere": {
    of: "session",
    status: 401,
    call: ({ owner }) => owner.profile.signOutEverywhere({}),
  },
  "sign-out": {
    of: "session",
    status: 401,
    call: ({ runtime, user }) => endSession(runtime, user.sessionId),
  },
};

const PASSWORD = "correct horse battery staple 11";

/** The people who can stop `user`, whose key and first login write. */
export async function castFor(
  runtime: Runtime,
  { user, key }: Pick<Cast, "user" | "key">,
): Promise<Cast> {
  const sessionId = newId();
  const { db } = runtime;
  const now = runtime.now();
  const times = {
    confirmedAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  };
  await db.loginSession.create({ data: { id: sessionId, userId: user.userId, ...times } });
  const cast = { runtime, user, key, password: PASSWORD };
  await revive(cast, await runtime.passwords.hash(PASSWORD));
  return {
    ...cast,
    owner: await asSession(runtime, { ...user, sessionId }),
    admin: await asSession(runtime, await createUser(runtime, { role: "admin" })),
  };
}

type Revived = Pick<Cast, "runtime" | "user" | "key">;

/** Makes everybody as they were before any stop. */
export async function revive(
  { runtime: { db }, user: { userId }, key }: Revived,
  passwordHash: string,
) {
  const valid = { revokedAt: null, revokedReason: null, scopes: [...ALL_SCOPES] };
  await inTransaction(db, async (tx) => {
    // What is revoked stays so: triggers of the database see to it.
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.integrationKey.updateMany({ where: { id: key.id }, data: valid });
  });
  await db.integrationKey.deleteMany({ where: { userId, rotatedFromId: key.id } });
  await db.user.updateMany({
    where: { id: userId },
    data: { status: "active", role: "member", passwordHash },
  });
  await db.loginSession.updateMany({ where: { userId }, data: { endedAt: null } });
}
