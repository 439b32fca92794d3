import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { toDatabase } from "../create-db";
import { openEmpty } from "../test/open-empty";
import { restoreBackup } from "./restore-backup";

// One backup of each earlier release, written by its code. A restore makes the schema of that
// release, loads its rows and then migrates, as an update does with a database in use.

const RELEASES = fileURLToPath(new URL("../test/releases", import.meta.url));
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

const hashOf = (text: string) => createHash("sha256").update(text).digest();

describe.each(await readdir(RELEASES))("O4, K11: after the update from %s", (name) => {
  it("its live keys work, its revoked ones do not, and no row is lost", async () => {
    const { engine, close } = await openEmpty();
    closers.push(close);
    const { rows } = await restoreBackup(engine, `${RELEASES}/${name}`);
    const db = toDatabase(engine);
    expect(await db.pendingMigrations()).toEqual([]);
    expect(await db.findKey(hashOf("a live key of the first release"))).toMatchObject({
      state: "active",
      label: "Live",
      mode: "live",
      scopes: ["accounts:read"],
      baseCurrency: "EUR",
    });
    expect((await db.findKey(hashOf("a revoked key of the first release")))?.state).toBe("revoked");
    const [sum] = await db.client.$queryRaw<{ total: bigint }[]>`
      select sum(amount_minor)::bigint as total from transaction_lines`;
    expect(sum?.total).toBe(-2_000n);
    expect(rows).toBe(12);
  });
});
