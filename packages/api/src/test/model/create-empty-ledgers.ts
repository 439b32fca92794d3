import { generateKey } from "@pfn/keys";
import { newId } from "../../common/ids";
import type { Runtime } from "../../common/runtime";
import { SESSION_ABSOLUTE_MS } from "../../identity/find-session";
import { ALL_SCOPES } from "../factories";

/** A person with an empty ledger, a login and a key. */
export interface EmptyLedger {
  userId: string;
  ledgerId: string;
  sessionId: string;
  keyId: string;
}

/**
 * Empty ledgers with their people, four statements for all of them: what most histories would
 * otherwise spend their time on.
 */
export async function createEmptyLedgers(
  { db, now }: Runtime,
  count: number,
): Promise<EmptyLedger[]> {
  const made = Array.from({ length: count }, () => ({
    ...{ userId: newId(), ledgerId: newId(), sessionId: newId(), keyId: newId() },
  }));
  const expiresAt = new Date(now().getTime() + SESSION_ABSOLUTE_MS);
  await db.user.createMany({
    data: made.map(({ userId: id }) => ({
      id,
      email: `${id}@example.org`,
      name: "Model",
      passwordHash: "none",
    })),
  });
  await db.ledger.createMany({
    data: made.map(({ ledgerId: id, userId }) => ({ id, userId, mode: "live" })),
  });
  await db.loginSession.createMany({
    data: made.map(({ sessionId: id, userId }) => ({ id, userId, expiresAt })),
  });
  await db.integrationKey.createMany({
    data: made.map(({ keyId: id, userId, ledgerId }) => {
      const { hash, hint } = generateKey("live");
      return {
        id,
        userId,
        ledgerId,
        label: "Agent",
        hash: new Uint8Array(hash),
        hint,
        scopes: [...ALL_SCOPES],
      };
    }),
  });
  return made;
}
