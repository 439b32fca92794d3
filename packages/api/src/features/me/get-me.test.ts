import { beforeAll, describe, expect, it } from "vitest";
import { asKey, asNobody, asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime({ now: () => new Date("2026-03-01T05:00:00Z") });
let user: TestUser;

beforeAll(async () => {
  user = await createUser(t.runtime);
});

describe("me.get, the first call of an agent", () => {
  it("tells what the key is, what it opens, and what day it is there", async () => {
    await t.runtime.db.ledger.update({
      where: { id: user.liveLedgerId },
      data: { timezone: "Pacific/Honolulu", baseCurrency: "JPY" },
    });
    const expiresAt = new Date("2126-05-01T00:00:00.000Z");
    const key = await createKey(t.runtime, user, {
      label: "Agent",
      scopes: ["accounts:read", "reports:read"],
      expiresAt,
    });
    expect(await (await withKey(t.runtime, key)).me.get()).toEqual({
      key: {
        id: key.id,
        label: "Agent",
        mode: "live",
        scopes: ["accounts:read", "reports:read"],
        expiresAt: "2126-05-01T00:00:00.000Z",
      },
      ledger: {
        id: user.liveLedgerId,
        mode: "live",
        baseCurrency: "JPY",
        timezone: "Pacific/Honolulu",
        today: "2026-02-28",
      },
      limits: {
        rowsPerWrite: 200,
        itemsPerPage: 200,
        callsPerBatch: 10,
        callsPerMinute: 1_000_000,
        callsLeft: 1_000_000,
        resetsInSeconds: 60,
        writesPerSecond: 1_000_000,
      },
    });
  });

  it("is open to every key, whatever its scopes, and names a test key as such", async () => {
    const practice = await (
      await asKey(t.runtime, user, { mode: "test", scopes: ["imports:write"] })
    ).me.get();
    expect(practice).toMatchObject({
      key: { mode: "test", scopes: ["imports:write"], expiresAt: null },
      ledger: { id: user.testLedgerId, mode: "test", today: "2026-03-01" },
    });
  });

  it("costs no statement beyond the one that verified the key", async () => {
    const key = await createKey(t.runtime, user);
    t.statements.length = 0;
    await (await withKey(t.runtime, key)).me.get();
    expect(t.statements).toHaveLength(1);
  });

  it("is not for people or for nobody, and takes no fields", async () => {
    expect(await refusalOf((await asSession(t.runtime, user)).me.get())).toMatchObject({
      status: 401,
    });
    expect(await refusalOf(asNobody(t.runtime).me.get())).toMatchObject({ status: 401 });
    const wrong = (await asKey(t.runtime, user)).me.get(JSON.parse(`{"userId":"${user.userId}"}`));
    expect(await refusalOf(wrong)).toMatchObject({ status: 400, path: "userId" });
  });
});
