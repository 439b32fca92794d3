import { type Database, inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import { endSessions } from "../../identity/lock-session";
import { Email } from "./schema";

/**
 * For the operator of the server, where no administrator is left (O6). Makes a person, also a
 * suspended one, an administrator who can sign in. Their logins end, so that they sign in with the
 * new role (S2). Returns null when nobody has this e-mail address.
 *
 * @example await makeAdministrator(database, { email: "ada@example.org" }) // { name: "Ada" }
 */
export async function makeAdministrator(
  { client: db }: Database,
  { email }: { email: string },
): Promise<{ name: string } | null> {
  const address = Email.safeParse(email).data ?? "";
  return inTransaction(db, async (tx) => {
    const [person] = await tx.user.updateManyAndReturn({
      where: { email: address },
      data: { role: "admin", status: "active" },
      select: { id: true, name: true },
    });
    if (person === undefined) return null;
    const { id: userId, name } = person;
    await endSessions(tx, { userId, at: new Date() });
    const details = { role: "admin", status: "active" };
    await recordAudit(tx, {
      event: "account.roleChanged",
      userId,
      ip: null,
      userAgent: "pfn make-admin",
      details,
    });
    return { name };
  });
}
