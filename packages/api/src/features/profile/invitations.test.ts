import { rememberSecret } from "@pfn/keys/testing/secrets";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createRuntime } from "../../create-runtime";
import { asNobody, asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { revokeEverything } from "./revoke-everything";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";
const REFUSED = {
  status: 403,
  code: "FORBIDDEN",
  detail: "`invitation`: this invitation opens nothing.",
  hint: expect.stringContaining("Ask the administrator for a new one"),
};

let admin: TestUser;
beforeEach(async () => {
  t.runtime.signup = "first";
  await t.runtime.db.user.deleteMany();
  admin = await createUser(t.runtime, { role: "admin" });
});

const asAdmin = async () => (await asSession(t.runtime, admin)).admin;
async function invite(email?: string) {
  const { link, invitation } = await (await asAdmin()).invite(email === undefined ? {} : { email });
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

describe("an invitation", () => {
  it.each(["first", "closed", "open"] as const)(
    "lets one person sign up as a member in the mode %s",
    async (mode) => {
      t.runtime.signup = mode;
      const { id, secret } = await invite();
      expect(await stateOf(id)).toBe("open");
      expect(await signUp(secret)).toEqual({ email: "bob@example.org" });
      expect(await members()).toBe(1);
      expect(await stateOf(id)).toBe("used");
      expect(await refusalOf(signUp(secret, "eve@example.org"))).toMatchObject(REFUSED);
      expect(await members()).toBe(1);
    },
  );

  it("is used once by twenty sign-ups at the same moment on two instances", async () => {
    const { secret } = await invite();
    const second = createRuntime(t.runtime);
    const tries = Array.from({ length: 20 }, (_, index) =>
      signUp(secret, `p${index}@example.org`, index % 2 === 0 ? t.runtime : second),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await members()).toBe(1);
  });

  it(
    "used, revoked, expired, unknown, mistyped or of somebody who may no longer invite gives " +
      "one refusal, before any hashing",
    async () => {
      const hash = vi.spyOn(t.runtime.passwords, "hash");
      const revoked = await invite();
      await (await asAdmin()).revokeInvitation({ invitationId: revoked.id });
      const expired = await invite();
      await t.runtime.db.invitation.update({
        where: { id: expired.id },
        data: { expiresAt: new Date() },
      });
      const orphaned = await invite();
      const used = await invite();
      await t.runtime.db.invitation.update({
        where: { id: used.id },
        data: { usedAt: new Date() },
      });
      const texts = [used, revoked, expired].map(({ secret }) => secret);
      const answers = [];
      for (const text of [
        ...texts,
        `${orphaned.secret}0`,
        orphaned.secret.slice(0, -1),
        "x",
        "pfn_invite_",
        "\u0000",
      ])
        answers.push(await refusalOf(signUp(text)));
      await t.runtime.db.user.update({ where: { id: admin.userId }, data: { role: "member" } });
      answers.push(await refusalOf(signUp(orphaned.secret)));
      expect(answers[0]).toMatchObject(REFUSED);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(hash).not.toHaveBeenCalled();
    },
  );

  it(
    "for one address is refused to others by field, and stays good for the right one, however " +
      "it is written",
    async () => {
      const { id, secret } = await invite("Bob@Example.org");
      expect(await refusalOf(signUp(secret, "eve@example.org"))).toMatchObject({
        status: 400,
        path: "email",
      });
      expect(await stateOf(id)).toBe("open");
      await signUp(secret, "BOB@example.org");
      expect(await stateOf(id)).toBe("used");
    },
  );

  it(
    "S5: is used up by an address that is taken, with the same answer and statements as by a " +
      "free one",
    async () => {
      await signUp((await invite()).secret, "taken@example.org");
      const statementsOf = async (email: string) => {
        const { id, secret } = await invite();
        t.statements.length = 0;
        const answer = await signUp(secret, email);
        const statements = t.statements.map((sql) => sql.replace(/^(release|rollback to)/, "end"));
        return { answer, statements, state: await stateOf(id) };
      };
      const free = await statementsOf("free@example.org");
      const taken = await statementsOf("taken@example.org");
      expect(taken.statements).toEqual(free.statements);
      expect(taken).toMatchObject({ answer: { email: "taken@example.org" }, state: "used" });
      expect(free).toMatchObject({ answer: { email: "free@example.org" }, state: "used" });
      expect(await members()).toBe(2);
    },
  );

  it("O3: is taken back with the keys and logins that a restored backup revives", async () => {
    const { id, secret } = await invite();
    await revokeEverything(t.database);
    expect(await refusalOf(signUp(secret))).toMatchObject(REFUSED);
    const row = await t.runtime.db.invitation.findUniqueOrThrow({
      where: { id },
      select: { revokedAt: true },
    });
    expect(row.revokedAt).not.toBeNull();
  });

  it("is as it was after a sign-up that fails half-way", async () => {
    const { id, secret } = await invite();
    const { db } = t.runtime;
    await db.$executeRaw`alter table audit_events
      add constraint no_more check (event <> 'account.created') not valid`;
    await expect(signUp(secret)).rejects.toThrow();
    await db.$executeRaw`alter table audit_events drop constraint no_more`;
    expect(await stateOf(id)).toBe("open");
    await signUp(secret);
  });

  it("does not open a closed sign-up to others, and nobody chooses a role with it", async () => {
    const { secret } = await invite();
    await expect(signUp(undefined)).rejects.toMatchObject({
      message: "Sign-up is closed on this server.",
    });
    const input = {
      name: "A",
      email: "a@example.org",
      password: PASSWORD,
      invitation: secret,
      role: "admin",
    };
    await expect(asNobody(t.runtime).profile.signUp(input)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(await members()).toBe(0);
  });
});

describe("administrators", () => {
  it(
    "K2, K3: see a link once; its secret is behind the #, has 192 bits and stands in no " +
      "table, list or log line",
    async () => {
      const { secret, link } = await invite("bob@example.org");
      expect(link).toMatch(/^http:\/\/localhost:3000\/signup#invitation=pfn_invite_[\da-f]{48}$/);
      const list = await (await asAdmin()).invitations();
      expect(list.items).toMatchObject([
        { email: "bob@example.org", invitedBy: "Test Person", state: "open" },
      ]);
      await refusalOf(signUp(secret, "eve@example.org"));
      t.runtime.log.error({
        event: "trouble",
        invitation: { of: secret },
        url: link,
        err: new Error(`at ${link}`),
      });
      const seen = JSON.stringify([list, await dumpTables(t.runtime.db), t.logLines]);
      expect(seen).not.toContain(secret.slice(-40));
    },
  );

  it("K10: are asked for the password when it was proven more than ten minutes ago", async () => {
    await t.runtime.db.loginSession.update({
      where: { id: admin.sessionId },
      data: { confirmedAt: new Date(0) },
    });
    const before = await dumpTables(t.runtime.db);
    await expect(invite()).rejects.toMatchObject({
      message: "Your last sign-in is more than ten minutes ago.",
    });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
  });

  it("L4: read of their invitations in the trail: made, revoked once, used", async () => {
    const { id } = await invite();
    await (await asAdmin()).revokeInvitation({ invitationId: id });
    const again = await (await asAdmin()).revokeInvitation({ invitationId: id });
    expect(again.state).toBe("revoked");
    const { id: usedId, secret } = await invite();
    await signUp(secret);
    expect((await (await asAdmin()).revokeInvitation({ invitationId: usedId })).state).toBe("used");
    const events = (await trail()).filter((event) => event.startsWith("invitation."));
    expect(events).toEqual([
      "invitation.created",
      "invitation.revoked",
      "invitation.created",
      "invitation.used",
    ]);
  });

  it(
    "A3, S3: alone invite, list and revoke; members and keys cannot, and an unknown id is a " +
      "404",
    async () => {
      const { id: invitationId } = await invite();
      const member = await createUser(t.runtime);
      const key = await withKey(t.runtime, await createKey(t.runtime, admin));
      for (const [caller, code] of [
        [(await asSession(t.runtime, member)).admin, "FORBIDDEN"],
        [key.admin, "UNAUTHORIZED"],
        [asNobody(t.runtime).admin, "UNAUTHORIZED"],
      ] as const) {
        await expect(caller.invite({})).rejects.toMatchObject({ code });
        await expect(caller.invitations()).rejects.toMatchObject({ code });
        await expect(caller.revokeInvitation({ invitationId })).rejects.toMatchObject({ code });
      }
      expect(await stateOf(invitationId)).toBe("open");
      const nothing = (await asAdmin()).revokeInvitation({ invitationId: member.userId });
      expect(await refusalOf(nothing)).toMatchObject({ code: "NOT_FOUND", path: "invitationId" });
    },
  );
});
