import { expect, it } from "vitest";
import { newId } from "../../common/ids";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";

const t = useRuntime();

it(
  "K8, L4: revoking a person's keys stops all of theirs and nobody else's, in their trail " +
    "with who did it",
  async () => {
    const [boss, person, other] = [
      await createUser(t.runtime, { role: "admin" }),
      await createUser(t.runtime),
      await createUser(t.runtime),
    ];
    const keys = [await createKey(t.runtime, person), await createKey(t.runtime, person)];
    const kept = await createKey(t.runtime, other);
    const { admin } = await asSession(t.runtime, boss);
    expect(await admin.revokeKeys({ userId: person.userId })).toEqual({ revoked: 2 });
    expect(await admin.revokeKeys({ userId: person.userId })).toEqual({ revoked: 0 });
    const rows = await t.runtime.db.integrationKey.findMany({
      where: { id: { in: [...keys, kept].map(({ id }) => id) }, revokedAt: { not: null } },
      select: { id: true, revokedReason: true },
    });
    expect(rows.sort((a, b) => a.id.localeCompare(b.id))).toEqual(
      keys
        .map(({ id }) => ({ id, revokedReason: "account" }))
        .sort((a, b) => a.id.localeCompare(b.id)),
    );
    const trail = await t.runtime.db.auditEvent.findMany({
      where: { userId: person.userId, event: "key.revoked" },
    });
    expect(trail.map(({ details }) => details)).toEqual(
      Array(2).fill({ reason: "account", by: boss.userId }),
    );
  },
);

it("revoking the keys of somebody who does not exist says so", async () => {
  const { admin } = await asSession(t.runtime, await createUser(t.runtime, { role: "admin" }));
  await expect(admin.revokeKeys({ userId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
