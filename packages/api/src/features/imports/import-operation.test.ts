import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser, type TestUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";
import { currentRows, replayLog } from "../../test/replay-log";
import { MAX_DRAFTS } from "./save-draft";

const t = useRuntime();
let caller: AppCaller;
let user: TestUser;
let userId: string;
beforeAll(async () => {
  user = await createUser(t.runtime);
  userId = user.userId;
  caller = await asSession(t.runtime, user);
});

const account = () => openAccount(caller, { name: newId() });
const csv = (...rows: string[]) => ["Date,Payee,Amount", ...rows, ""].join("\n");
const COFFEES = csv(
  "2026-03-30,Cafe,-2.50",
  "2026-03-31,Cafe,-2.50",
  "2026-03-31,Cafe,-2.50",
  "2026-03-31,Wages,1000.00",
);
const list = async (accountId: string) =>
  (await caller.transactions.list({ accountId: [accountId], limit: 200 })).items;

describe("I2: an import is one operation (invariants 10 and 11)", () => {
  it(
    "undone, it leaves nothing and says so; the same file imports again; undoing the undo " +
      "brings the same rows back",
    async () => {
      const accountId = await account();
      const { operationId, importId } = await commitFile(caller, accountId, COFFEES);
      const rows = await list(accountId);
      const undo = await caller.operations.undo({ id: operationId ?? "" });
      expect(await list(accountId)).toEqual([]);
      expect((await caller.imports.get({ id: importId })).import).toMatchObject({
        state: "undone",
        operationId: null,
      });
      await caller.operations.undo({ id: undo.operationId ?? "" });
      expect((await list(accountId)).map(({ version: _, ...row }) => row)).toEqual(
        rows.map(({ version: _, ...row }) => row),
      );
      const { import: again } = await caller.imports.get({ id: importId });
      expect(again.state).toBe("committed");
      await caller.operations.undo({ id: again.operationId ?? "" });
      expect((await caller.imports.get({ id: importId })).import.state).toBe("undone");
      expect((await commitFile(caller, accountId, COFFEES)).rows).toMatchObject({ imported: 4 });
    },
  );

  it("undo refuses when an imported row was changed since, and then changes nothing", async () => {
    const accountId = await account();
    const { operationId } = await commitFile(caller, accountId, COFFEES);
    const [row] = await list(accountId);
    await caller.transactions.update({
      transactions: [{ id: row?.id ?? "", version: 1, patch: { note: "mine" } }],
    });
    await expect(caller.operations.undo({ id: operationId ?? "" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await list(accountId)).toHaveLength(4);
  });

  it(
    "a draft is committed once, and not when undone, replaced long ago " + "or of yesterday",
    async () => {
      const accountId = await account();
      const { importId, operationId } = await commitFile(caller, accountId, COFFEES);
      await expect(caller.imports.commit({ id: importId })).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("committed"),
      });
      await caller.operations.undo({ id: operationId ?? "" });
      await expect(caller.imports.commit({ id: importId })).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("undone"),
      });
      const { import: old } = await previewFile(caller, accountId, COFFEES);
      for (let more = 0; more < MAX_DRAFTS; more += 1)
        await previewFile(caller, accountId, COFFEES);
      await expect(caller.imports.commit({ id: old?.id ?? "" })).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("expired"),
      });
    },
  );

  it(
    "fifty drafts of each caller wait at once: one key's previews make no draft of the owner's " +
      "or of another key's expire",
    async () => {
      const accountId = await account();
      const [agent, other] = [await asKey(t.runtime, user), await asKey(t.runtime, user)];
      const drafts: string[] = [];
      for (const by of [caller, other, agent]) {
        const { import: draft } = await previewFile(by, accountId, COFFEES);
        drafts.push(draft?.id ?? "");
      }
      for (let more = 0; more < MAX_DRAFTS; more += 1) await previewFile(agent, accountId, COFFEES);
      const states = await Promise.all(drafts.map((id) => caller.imports.get({ id })));
      expect(states.map(({ import: { state } }) => state)).toEqual([
        "previewed",
        "previewed",
        "expired",
      ]);
    },
  );

  it(
    "a trial commit changes nothing and tells what would happen; the same idempotency key " +
      "imports once",
    async () => {
      const accountId = await account();
      const { import: made } = await previewFile(caller, accountId, COFFEES);
      const id = made?.id ?? "";
      const before = await dumpTables(t.runtime.db);
      const trial = await caller.imports.commit({ id, dryRun: true });
      expect(trial).toMatchObject({ outcome: "dryRun", rows: { imported: 4 } });
      expect(await dumpTables(t.runtime.db)).toEqual(before);
      const [first, second] = [
        await caller.imports.commit({ id, idempotencyKey: "i" }),
        await caller.imports.commit({ id, idempotencyKey: "i" }),
      ];
      expect(second).toEqual(first);
      expect(await list(accountId)).toHaveLength(4);
    },
  );

  it(
    "a draft that another version of pfn wrote otherwise is refused whole, and the file may " +
      "come again",
    async () => {
      const accountId = await account();
      const { import: made } = await previewFile(caller, accountId, COFFEES);
      const id = made?.id ?? "";
      await t.runtime.db.$executeRaw`
      update import_rows set parsed = parsed - 'fingerprint'
      where import_id = ${id}::uuid and index = 3`;
      const before = await dumpTables(t.runtime.db);
      await expect(caller.imports.commit({ id })).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("another version"),
      });
      expect(await dumpTables(t.runtime.db)).toEqual(before);
      // Looking at it needs less.
      await t.runtime.db
        .$executeRaw`update imports set mapping = mapping - 'balance' where id = ${id}::uuid`;
      expect(await caller.imports.get({ id })).toMatchObject({
        import: { balance: null },
        items: { length: 4 },
      });
      expect((await commitFile(caller, accountId, COFFEES)).rows.imported).toBe(4);
    },
  );

  it("the log replayed from empty gives the ledger as it is", async () => {
    const { id } = await t.runtime.db.ledger.findFirstOrThrow({ where: { userId, mode: "live" } });
    expect(await replayLog(t.runtime.db, id)).toEqual(await currentRows(t.runtime.db, id));
  });

  it("an account that holds nothing but a draft can still be undone", async () => {
    const { account: made, operationId } = await caller.accounts.create({
      name: newId(),
      type: "cash",
      currency: "EUR",
    });
    await previewFile(caller, made.id, COFFEES);
    await caller.operations.undo({ id: operationId ?? "" });
    expect((await caller.imports.list({ accountId: made.id })).items).toEqual([]);
  });
});
