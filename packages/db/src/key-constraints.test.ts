import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { refusalOf } from "./test/refusal-of";
import { seedKey, seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);

describe("people", () => {
  it("S11: an e-mail address is stored in lower case only", async () => {
    const create = (email: string) =>
      db.client.user.create({ data: { email, name: "N", passwordHash: "x" } });
    expect(await refusalOf(create("Upper@example.org"))).toContain("users_email_lower_case");
    await expect(create("upper@example.org")).resolves.toMatchObject({
      email: "upper@example.org",
    });
  });
});

describe("keys", () => {
  it("a label has one to sixty characters, and not only blanks", async () => {
    for (const label of ["", "   ", "x".repeat(61)]) {
      expect(await refusalOf(seedKey(db.client, seed, { label }))).toContain(
        "integration_keys_label_length",
      );
    }
    await expect(seedKey(db.client, seed, { label: "ü".repeat(60) })).resolves.toBeDefined();
  });

  it("K2: a hash has 32 bytes and belongs to one key", async () => {
    expect(await refusalOf(seedKey(db.client, seed, { hash: randomBytes(31) }))).toContain(
      "integration_keys_hash_length",
    );
    const hash = randomBytes(32);
    await seedKey(db.client, seed, { hash });
    expect(await refusalOf(seedKey(db.client, seed, { hash }))).toContain("P2002");
  });

  it("A5: a key without scopes cannot exist", async () => {
    expect(await refusalOf(seedKey(db.client, seed, { scopes: [] }))).toContain(
      "integration_keys_scopes_not_empty",
    );
    const { id } = await seedKey(db.client, seed);
    const clear = db.client
      .$executeRaw`update integration_keys set scopes = null where id = ${id}::uuid`;
    expect(await refusalOf(clear)).toContain("integration_keys_scopes_not_empty");
  });

  it("K7, K8: a revoked key is never revived, and its first revocation stays", async () => {
    const { id } = await seedKey(db.client, seed);
    const revoke = (revokedAt: Date | null) =>
      db.client.integrationKey.update({ where: { id }, data: { revokedAt } });
    await revoke(new Date("2026-03-01"));
    expect(await refusalOf(revoke(null))).toContain("is revoked and stays so");
    expect(await refusalOf(revoke(new Date("2026-03-02")))).toContain("is revoked and stays so");
    await expect(revoke(new Date("2026-03-01"))).resolves.toBeDefined();
    await expect(
      db.client.integrationKey.update({ where: { id }, data: { label: "Old" } }),
    ).resolves.toBeDefined();
  });

  it("a key belongs to a ledger of its own user", async () => {
    const stranger = await seedLedger(db.client);
    const attempt = seedKey(db.client, seed, { ledgerId: stranger.ledger.id });
    expect(await refusalOf(attempt)).toContain("integration_keys_ledger_id_user_id_fkey");
  });

  it("a day's counters never fall below zero", async () => {
    const { id } = await seedKey(db.client, seed);
    const attempt = db.client.integrationKeyDay.create({
      data: { keyId: id, day: new Date("2026-03-01"), refusals: -1 },
    });
    expect(await refusalOf(attempt)).toContain("integration_key_days_not_negative");
  });
});
