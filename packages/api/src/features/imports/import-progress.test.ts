import { beforeAll, expect, it } from "vitest";
import { newId } from "../../common/ids";
import { createRuntime } from "../../create-runtime";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { previewFile } from "../../test/import-files";

const ROWS = 8_100;
const FILE = [
  "Date,Payee,Amount",
  ...Array.from({ length: ROWS }, (_, at) => `2026-03-31,Shop ${at},-1.00`),
].join("\n");

const t = useRuntime();
let user: TestUser;
let caller: AppCaller;
beforeAll(async () => {
  user = await createUser(t.runtime);
  caller = await asSession(t.runtime, user);
});

it(
  "who polls another instance sees how far a commit is, and nothing of it " + "before or after",
  async () => {
    const other = await asSession(createRuntime({ ...t.runtime }), user);
    const { import: draft } = await previewFile(
      caller,
      await openAccount(caller, { name: newId() }),
      FILE,
    );
    const id = draft?.id ?? "";
    const poll = async () => (await other.imports.get({ id, limit: 1 })).import;
    expect(await poll()).toMatchObject({ state: "previewed", progress: null });

    const seen: Awaited<ReturnType<typeof poll>>[] = [];
    const commit = { isOver: false };
    const committed = caller.imports.commit({ id }).finally(() => {
      commit.isOver = true;
    });
    while (!commit.isOver) seen.push(await poll());
    await committed;

    const told = seen.flatMap(({ progress }) => progress ?? []);
    // The embedded database has one session: its readers wait, and see the commit when it is done.
    expect(told.length > 0).toBe(t.database.engine === "postgres");
    expect(told).toEqual(told.toSorted((a, b) => a.done - b.done));
    for (const { done, total } of told) expect([done % 2_000, total]).toEqual([0, ROWS]);
    expect(await poll()).toMatchObject({ state: "committed", progress: null });
  },
);

it("a commit that fails, and a trial, leave no progress behind", async () => {
  const { import: draft } = await previewFile(
    caller,
    await openAccount(caller, { name: newId() }),
    FILE,
  );
  const id = draft?.id ?? "";
  const { operationId } = await caller.imports.commit({ id, dryRun: true });
  expect(operationId).toBeNull();
  expect((await caller.imports.get({ id, limit: 1 })).import).toMatchObject({
    state: "previewed",
    progress: null,
  });
});
