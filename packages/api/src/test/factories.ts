import { randomUUID } from "node:crypto";
import { inTransaction } from "@pfn/db";
import { generateKey, PRESETS, type Scope } from "@pfn/keys";
import { newId } from "../common/ids";
import type { SessionPrincipal } from "../common/principal";
import type { Runtime } from "../common/runtime";
import { createLedgers } from "../features/demo/create-ledgers";
import { fillNewTestLedger } from "../features/demo/fill-new-test-ledger";
import { findSession, SESSION_ABSOLUTE_MS } from "../identity/find-session";
import { sessionCookie } from "./database";

export interface TestUser {
  userId: string;
  email: string;
  sessionId: string;
  cookie: string;
  session: SessionPrincipal;
  liveLedgerId: string;
  testLedgerId: string;
}

/**
 * A person with both ledgers, signed in a moment ago. Unless set, the password hash fits nothing,
 * and the test ledger has no demo data.
 */
export async function createUser(
  runtime: Runtime,
  {
    role = "member",
    passwordHash = "none",
    confirmedAt,
    hasDemo = false,
  }: {
    role?: "admin" | "member";
    passwordHash?: string;
    confirmedAt?: Date;
    hasDemo?: boolean;
  } = {},
): Promise<TestUser> {
  const userId = newId();
  const sessionId = newId();
  const email = `${randomUUID()}@example.org`;
  const now = runtime.now();
  await inTransaction(runtime.db, async (tx) => {
    await tx.user.create({
      data: { id: userId, email, name: "Test Person", passwordHash, role },
      select: { id: true },
    });
    await createLedgers(tx, { userId, timezone: "UTC", now: runtime.now });
    if (hasDemo) await fillNewTestLedger(tx, { userId, now: runtime.now });
    await tx.loginSession.create({
      data: {
        id: sessionId,
        userId,
        expiresAt: new Date(now.getTime() + SESSION_ABSOLUTE_MS),
        confirmedAt: confirmedAt ?? now,
        lastSeenAt: now,
      },
    });
  });
  const session = await findSession(runtime, sessionId);
  const testLedger = await runtime.db.ledger.findFirstOrThrow({ where: { userId, mode: "test" } });
  if (session === null) throw new Error("The login that was just created was not found.");
  return {
    userId,
    email,
    sessionId,
    cookie: sessionCookie(sessionId),
    session,
    liveLedgerId: session.ledgerId,
    testLedgerId: testLedger.id,
  };
}

export interface TestKey {
  id: string;
  key: string;
  authorization: string;
}

export interface KeyOptions {
  scopes?: readonly Scope[];
  mode?: "live" | "test";
  label?: string;
  expiresAt?: Date | null;
  revokedAt?: Date | null;
}

export const ALL_SCOPES: readonly Scope[] = PRESETS.find(({ id }) => id === "full")?.scopes ?? [];

/** A stored key of `user`, with every scope unless set. */
export async function createKey(
  runtime: Runtime,
  user: TestUser,
  options: KeyOptions = {},
): Promise<TestKey> {
  const {
    scopes = ALL_SCOPES,
    mode = "live",
    label = "Test key",
    expiresAt = null,
    revokedAt = null,
  } = options;
  const { key, hash, hint } = generateKey(mode);
  const id = newId();
  await runtime.db.integrationKey.create({
    data: {
      id,
      userId: user.userId,
      ledgerId: mode === "live" ? user.liveLedgerId : user.testLedgerId,
      label,
      hash: new Uint8Array(hash),
      hint,
      scopes: [...scopes],
      expiresAt,
      revokedAt,
      revokedReason: revokedAt === null ? null : "owner",
    },
    select: { id: true },
  });
  return { id, key, authorization: `Bearer ${key}` };
}
