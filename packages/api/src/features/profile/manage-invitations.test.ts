import { describe, expect, it } from "vitest";
import { asNobody, asSession, withKey } from "../../test/callers";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { useInvitations } from "./test/invitations";

const { admin, asAdmin, invite, signUp, stateOf, t, trail } = useInvitations();

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
      where: { id: admin().sessionId },
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
      const key = await withKey(t.runtime, await createKey(t.runtime, admin()));
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
