import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser, type TestUser } from "../../test/factories";
import { contentOf } from "../../test/import-files";
import { refusalOf } from "../../test/refusals";
import { currentRows, replayLog } from "../../test/replay-log";

const t = useRuntime();
let caller: AppCaller;
let user: TestUser;
let ledgerId: string;
beforeAll(async () => {
  user = await createUser(t.runtime);
  caller = await asSession(t.runtime, user);
  const where = { userId: user.userId, mode: "live" } as const;
  ledgerId = (await t.runtime.db.ledger.findFirstOrThrow({ where })).id;
});

const HEADER =
  "Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow," +
  "Cleared";

/** A register of two accounts, and what it needs to be committed. */
async function previewRegister(by: AppCaller, group = newId().slice(-12)) {
  const names = [`Everyday ${newId()}`, `Savings ${newId()}`] as const;
  const text = [
    HEADER,
    `${names[0]},,02/26/2026,Transfer : ${names[1]},,,,rain,€200.00,€0.00,Cleared`,
    `${names[1]},,02/26/2026,Transfer : ${names[0]},,,,rain,€0.00,€200.00,Cleared`,
    `${names[0]},,02/25/2026,Transfer : Elsewhere,,,,,€7.00,€0.00,Cleared`,
    `${names[0]},,02/24/2026,Bakery,${group}: Bread ${group},${group},Bread ${group},,€6.10,` +
      "€0.00,Cleared",
    `${names[0]},,02/23/2026,Club,${group}: Soap ${group},${group},Soap ${group},Split (1/2) a,` +
      "€1.90,€0.00,Cleared",
    `${names[0]},,02/23/2026,Club,${group}: Bread ${group},${group},Bread ${group},Split (2/2) b,` +
      "€2.10,€0.00,Cleared",
    "",
  ].join("\n");
  const ids: string[] = [];
  const accounts: string[] = [];
  for (const name of names) {
    const accountId = await openAccount(caller, { name });
    const preview = await by.imports.preview({ accountId, ...contentOf(text) });
    ids.push(preview.import?.id ?? "");
    accounts.push(accountId);
  }
  const [id = "", other = ""] = ids;
  const also: { id: string; decisions: never[] }[] = [{ id: other, decisions: [] }];
  return { group, accounts, input: { id, also } };
}

const list = async (accountId: string[]) =>
  (await caller.transactions.list({ accountId, limit: 200 })).items;

describe("previews that one commit takes together", () => {
  it("are one operation: transfers link, categories come, and one undo takes all", async () => {
    const { group, accounts, input } = await previewRegister(caller);
    const before = await currentRows(t.runtime.db, ledgerId);
    const done = await caller.imports.commit({ ...input, createCategories: true });
    expect(done).toMatchObject({
      ...{ transfers: { linked: 1, left: 0 }, categoriesCreated: 3, skipped: [] },
      rows: { imported: 5, error: 0 },
    });
    const rows = await list(accounts);
    const transfers = rows.filter(({ kind }) => kind === "transfer");
    expect(transfers.map(({ amount }) => amount.amount).sort()).toEqual(["-200.00", "200.00"]);
    expect(transfers.map(({ transfer }) => transfer?.accountId).sort()).toEqual(
      accounts.toSorted(),
    );
    const categories = (await caller.categories.list()).items;
    const named = categories.filter(({ name }) => name.includes(group));
    const parent = named.find(({ parentId }) => parentId === null);
    expect(named.map(({ name, parentId, kind }) => [name, parentId, kind]).sort()).toEqual(
      [
        [group, null, "expense"],
        [`Bread ${group}`, parent?.id, "expense"],
        [`Soap ${group}`, parent?.id, "expense"],
      ].sort(),
    );
    const bread = named.find(({ name }) => name.startsWith("Bread"))?.id;
    expect(rows.find(({ payee }) => payee === "Bakery")).toMatchObject({
      ...{ note: null, lines: [{ categoryId: bread }] },
    });
    await caller.operations.undo({ id: done.operationId ?? "" });
    expect(await list(accounts)).toEqual([]);
    const after = await currentRows(t.runtime.db, ledgerId);
    expect(after).toEqual(before);
    expect(await replayLog(t.runtime.db, ledgerId)).toEqual(after);
  });

  it("keep the names of unknown categories in the notes, and use known ones", async () => {
    const group = newId().slice(-12);
    await caller.categories.create({ name: `Bread ${group}`, kind: "expense" });
    const { accounts, input } = await previewRegister(caller, group);
    const done = await caller.imports.commit(input);
    expect(done.categoriesCreated).toBe(0);
    const rows = await list(accounts);
    const bread = (await caller.categories.list()).items.find(
      ({ name }) => name === `Bread ${group}`,
    );
    expect(rows.find(({ payee }) => payee === "Bakery")?.lines).toMatchObject([
      { categoryId: bread?.id },
    ]);
    expect(rows.find(({ payee }) => payee === "Club")?.lines).toMatchObject([
      { categoryId: null, note: `a\nCategory: ${group}:Soap ${group}` },
      { categoryId: bread?.id, note: "b" },
    ]);
  });

  it("change no row that was there: a leg that came before stays regular", async () => {
    const { accounts, input } = await previewRegister(caller);
    await caller.imports.commit({ id: input.also[0]?.id ?? "" });
    const [before] = await list(accounts.slice(1));
    const { transfers } = await caller.imports.commit({ id: input.id });
    expect(transfers).toEqual({ linked: 0, left: 0 });
    expect(await list(accounts.slice(1))).toEqual([before]);
  });

  it("take decisions of their own, and say of which preview a row was left out", async () => {
    const { accounts, input } = await previewRegister(caller);
    const other = input.also[0]?.id ?? "";
    const { skipped, transfers } = await caller.imports.commit({
      id: input.id,
      also: [{ id: other, decisions: [{ index: 0, decision: "skip" }] }],
    });
    expect(skipped).toEqual([{ index: 0, reason: "skipped", importId: other }]);
    expect(transfers.linked).toBe(0);
    expect((await list(accounts)).every(({ kind }) => kind === "regular")).toBe(true);
  });

  it("come in once under one idempotency key, and a trial changes nothing", async () => {
    const { accounts, input } = await previewRegister(caller);
    const before = await dumpTables(t.runtime.db);
    const trial = await caller.imports.commit({ ...input, createCategories: true, dryRun: true });
    expect(trial).toMatchObject({ outcome: "dryRun", categoriesCreated: 3 });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
    const key = { ...input, idempotencyKey: newId() };
    const first = await caller.imports.commit(key);
    expect(await caller.imports.commit(key)).toEqual(first);
    expect(await list(accounts)).toHaveLength(5);
  });

  it("are refused whole where one is named twice or not there, by its place", async () => {
    const { accounts, input } = await previewRegister(caller);
    const again = { id: input.id, decisions: [] };
    const [other = { id: "", decisions: [] }] = input.also;
    const refusedWith = (also: typeof input.also) =>
      refusalOf(caller.imports.commit({ id: input.id, also }));
    expect(await refusedWith([other, again])).toMatchObject({
      ...{ code: "BAD_REQUEST", path: "also.1.id" },
    });
    expect(await refusedWith([other, { ...again, id: newId() }])).toMatchObject({
      ...{ code: "NOT_FOUND", path: "also.1.id" },
    });
    const odd = { ...other, decisions: [{ index: 99, decision: "skip" as const }] };
    expect(await refusalOf(caller.imports.commit({ id: input.id, also: [odd] }))).toMatchObject({
      ...{ code: "BAD_REQUEST", path: "also.0.decisions.0.index" },
    });
    expect(await list(accounts)).toEqual([]);
  });

  it("A5: create categories for a key that may, and undoing them takes that scope", async () => {
    const importer = await asKey(t.runtime, user, {
      scopes: ["imports:write", "accounts:read", "transactions:read"],
    });
    const { accounts, input } = await previewRegister(importer);
    expect(
      await refusalOf(importer.imports.commit({ ...input, createCategories: true })),
    ).toMatchObject({
      ...{ code: "FORBIDDEN", path: "createCategories" },
      hint: expect.stringContaining("categories:write"),
    });
    expect(await list(accounts)).toEqual([]);
    const { transfers } = await importer.imports.commit(input);
    expect(transfers).toEqual({ linked: 1, left: 0 });
    const further = await previewRegister(caller);
    const done = await caller.imports.commit({ ...further.input, createCategories: true });
    const { scope } = await t.runtime.db.operation.findUniqueOrThrow({
      where: { id: done.operationId ?? "" },
      select: { scope: true },
    });
    expect(scope?.split(" ")).toContain("categories:write");
  });

  it("have at most 20,000 rows together, or none of them is imported", async () => {
    const { accounts, input } = await previewRegister(caller);
    const other = input.also[0]?.id ?? "";
    await t.runtime.db.$executeRaw`
      insert into import_rows (import_id, index, parsed, verdict)
      select import_id, n, parsed, verdict from import_rows, generate_series(1, 19999) n
      where import_id = ${other}::uuid`;
    expect(await refusalOf(caller.imports.commit(input))).toMatchObject({
      ...{ code: "PAYLOAD_TOO_LARGE", path: "also.0.id" },
    });
    expect(await list(accounts)).toEqual([]);
  });
});
