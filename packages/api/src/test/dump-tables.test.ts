import { expect, it } from "vitest";
import { useRuntime } from "./database";
import { digestTables } from "./dump-tables";
import { createUser } from "./factories";

const t = useRuntime();

it("a digest stays the same until a row of its table is added, changed or removed", async () => {
  const { db } = t.runtime;
  const { userId } = await createUser(t.runtime);
  const digest = () => digestTables(db, { but: ["audit_events"] });
  const before = await digest();
  expect(await digest()).toEqual(before);
  const id = (await db.ledger.findFirstOrThrow({ where: { userId } })).id;
  const rename = (baseCurrency: string) =>
    db.ledger.update({ where: { id }, data: { baseCurrency }, select: { id: true } });
  await rename("CHF");
  const changed = await digest();
  expect(changed).toEqual({ ...before, ledgers: expect.any(String) });
  expect(changed["ledgers"]).not.toBe(before["ledgers"]);
  const other = await createUser(t.runtime);
  expect((await digest())["users"]).not.toBe(before["users"]);
  await db.user.delete({ where: { id: other.userId }, select: { id: true } });
  expect(await digest()).toEqual(changed);
});
