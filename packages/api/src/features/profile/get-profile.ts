import { inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { CONFIRMED_FOR_MS } from "../../identity/fresh-login";

/** Who is signed in, and on which ledger. */
export function getProfile({ principal, now }: SessionContext) {
  const { userId, name, email, role, sessionId, confirmedAt, ledgerId, baseCurrency, timezone } =
    principal;
  const confirmedUntil = new Date(confirmedAt.getTime() + CONFIRMED_FOR_MS);
  return {
    user: { id: userId, name, email, role },
    session: {
      id: sessionId,
      confirmedUntil: confirmedUntil > now() ? confirmedUntil.toISOString() : null,
    },
    ledger: { id: ledgerId, baseCurrency, timezone },
  };
}

export async function updateProfile(
  { db, principal, ip, userAgent }: SessionContext,
  { name }: { name: string },
) {
  const { userId } = principal;
  await inTransaction(db, async (tx) => {
    await tx.user.updateMany({ where: { id: userId }, data: { name } });
    await recordAudit(tx, { event: "account.renamed", userId, ip, userAgent });
  });
  return { name };
}
