import fc from "fast-check";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { makeAdministrator } from "./make-administrator";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";
const made = { passwordHash: "" };
beforeAll(async () => {
  made.passwordHash = await t.runtime.passwords.hash(PASSWORD);
});
beforeEach(() => t.runtime.db.user.deleteMany());

const create = (role: "admin" | "member") =>
  createUser(t.runtime, { role, passwordHash: made.passwordHash });
const count = (where: object = {}) => t.runtime.db.user.count({ where });

const leave = async (person: TestUser) =>
  (await asSession(t.runtime, person)).profile.delete({ password: PASSWORD });
const demote = async (by: TestUser, { userId }: TestUser) =>
  (await asSession(t.runtime, by)).admin.setRole({ userId, role: "member" });
const suspend = async (by: TestUser, { userId }: TestUser) =>
  (await asSession(t.runtime, by)).admin.suspend({ userId });

it("O6: the last administrator cannot go while people remain, and is told what to do", async () => {
  const [admin, member] = [await create("admin"), await create("member")];
  await expect(leave(admin)).rejects.toMatchObject({
    code: "CONFLICT",
    cause: { hint: expect.stringContaining("Make somebody else an administrator first") },
  });
  expect(await count()).toBe(2);
  const { admin: calls } = await asSession(t.runtime, admin);
  await calls.setRole({ userId: member.userId, role: "admin" });
  expect(await leave(admin)).toEqual({ id: admin.userId });
});

it("O6: a suspended administrator is none", async () => {
  const [admin, other] = [await create("admin"), await create("admin")];
  await suspend(admin, other);
  await expect(leave(admin)).rejects.toMatchObject({ code: "CONFLICT" });
});

it(
  "O6: alone on the server an administrator may go, and the next person is " + "the first again",
  async () => {
    await leave(await create("admin"));
    expect(await count()).toBe(0);
    const { profile } = await asSession(t.runtime, await create("admin"));
    expect((await profile.me({})).user.role).toBe("admin");
  },
);

it("O6: members go as they like, whoever is left", async () => {
  const [admin, member] = [await create("admin"), await create("member")];
  await t.runtime.db.user.update({ where: { id: admin.userId }, data: { status: "suspended" } });
  expect(await leave(member)).toEqual({ id: member.userId });
});

it(
  "O6: whatever administrators do to themselves and each other at the same moment, one of " +
    "them is left",
  async () => {
    const act = fc.record({
      verb: fc.constantFrom("leave", "demote", "suspend"),
      by: fc.nat(2),
      to: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(act, { minLength: 2, maxLength: 4 }),
        async (n, acts) => {
          await t.runtime.db.user.deleteMany();
          await create("member");
          const admins = await Promise.all(Array.from({ length: n }, () => create("admin")));
          const at = (index: number) => admins[index % n] ?? admins[0];
          await Promise.allSettled(
            acts.map(({ verb, by, to }) => {
              const [actor, other] = [at(by), at(to)];
              if (actor === undefined || other === undefined) throw new Error("nobody");
              if (verb === "leave") return leave(actor);
              return verb === "demote" ? demote(actor, other) : suspend(actor, other);
            }),
          );
          expect(await count({ role: "admin", status: "active" })).toBeGreaterThan(0);
        },
      ),
      { numRuns: 12 },
    );
  },
);

it(
  "O6: whoever runs the server makes an administrator of anybody, suspended or not, who then " +
    "signs in anew",
  async () => {
    const member = await create("member");
    await t.runtime.db.user.update({ where: { id: member.userId }, data: { status: "suspended" } });
    expect(
      await makeAdministrator(t.database, { email: ` ${member.email.toUpperCase()}` }),
    ).toEqual({
      name: "Test Person",
    });
    expect(await t.runtime.db.user.findUnique({ where: { id: member.userId } })).toMatchObject({
      role: "admin",
      status: "active",
    });
    expect(
      await t.runtime.db.loginSession.count({ where: { userId: member.userId, endedAt: null } }),
    ).toBe(0);
    expect(
      await t.runtime.db.auditEvent.findMany({ where: { userId: member.userId } }),
    ).toMatchObject([
      {
        event: "account.roleChanged",
        client: "pfn make-admin",
        details: { role: "admin", status: "active" },
      },
    ]);
    for (const email of ["nobody@example.org", "no address", ""])
      expect(await makeAdministrator(t.database, { email })).toBeNull();
  },
);
