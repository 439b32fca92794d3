import { VERSION } from "@pfn/keys/version";
import { expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";

const t = useRuntime();

it(
  "an administrator sees how the server is: people and working keys counted, nothing pending, " +
    "nothing lost",
  async () => {
    const boss = await createUser(t.runtime, { role: "admin" });
    const person = await createUser(t.runtime);
    await createKey(t.runtime, person);
    await createKey(t.runtime, person, { revokedAt: new Date() });
    const { admin } = await asSession(t.runtime, boss);
    await admin.suspend({ userId: (await createUser(t.runtime)).userId });
    const health = await admin.health();
    expect(health).toMatchObject({
      version: VERSION,
      database: {
        engine: t.runtime.database.engine,
        pendingMigrations: 0,
        asynchronousStandbys: 0,
      },
      people: { active: 2, suspended: 1 },
      activeKeys: 1,
      signUp: t.runtime.signup,
      sharesLimits: false,
      backgroundFailures: 0,
    });
    expect(health.database.bytes).toBeGreaterThan(1_000_000);
  },
);

it("lost background work is counted where administrators look", async () => {
  const { admin } = await asSession(t.runtime, await createUser(t.runtime, { role: "admin" }));
  const before = (await admin.health()).backgroundFailures;
  t.runtime.metrics.backgroundFailed("key-use");
  expect((await admin.health()).backgroundFailures).toBe(before + 1);
});
