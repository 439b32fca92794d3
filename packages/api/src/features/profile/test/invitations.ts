import { rememberSecret } from "@pfn/keys/testing/secrets";
import { beforeEach } from "vitest";
import { asNobody, asSession } from "../../../test/callers";
import { useRuntime } from "../../../test/database";
import { createUser, type TestUser } from "../../../test/factories";

export const PASSWORD = "correct horse battery staple";

/** A server with one administrator before each test, and what is done with invitations there. */
export function useInvitations() {
  const t = useRuntime();
  let admin: TestUser;
  beforeEach(async () => {
    t.runtime.signup = "first";
    await t.runtime.db.user.deleteMany();
    admin = await createUser(t.runtime, { role: "admin" });
  });

  const asAdmin = async () => (await asSession(t.runtime, admin)).admin;
  async function invite(email?: string) {
    const { link, invitation } = await (await asAdmin()).invite(
      email === undefined ? {} : { email },
    );
    const secret = link.split("#invitation=")[1] ?? "";
    rememberSecret(secret);
    return { id: invitation.id, secret, link };
  }
  const signUp = (invitation: string | undefined, email = "bob@example.org", runtime = t.runtime) =>
    asNobody(runtime).profile.signUp({
      ...{ name: "Bob", email, password: PASSWORD },
      ...(invitation !== undefined && { invitation }),
    });
  const members = () => t.runtime.db.user.count({ where: { role: "member" } });
  const stateOf = async (id: string) =>
    (await (await asAdmin()).invitations()).items.find((one) => one.id === id)?.state;
  const trail = async () =>
    (await t.runtime.db.auditEvent.findMany({ orderBy: { id: "asc" } })).map(({ event }) => event);
  return { t, admin: () => admin, asAdmin, invite, signUp, members, stateOf, trail };
}
