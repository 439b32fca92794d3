import { describe, expect, it, vi } from "vitest";
import { createRuntime } from "../../create-runtime";
import { asNobody } from "../../test/callers";
import { refusalOf } from "../../test/refusals";
import { revokeEverything } from "./revoke-everything";
import { PASSWORD, useInvitations } from "./test/invitations";

const { admin, asAdmin, invite, members, signUp, stateOf, t } = useInvitations();
const REFUSED = {
  status: 403,
  code: "FORBIDDEN",
  detail: "`invitation`: this invitation opens nothing.",
  hint: expect.stringContaining("Ask the administrator for a new one"),
};

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
      await t.runtime.db.user.update({ where: { id: admin().userId }, data: { role: "member" } });
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
