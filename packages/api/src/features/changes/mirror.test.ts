import { TRPCError } from "@trpc/server";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { Mirror, readLists } from "../../test/mirror";

const t = useRuntime();

const WRITES = [
  "add",
  "addMany",
  "change",
  "delete",
  "merge",
  "archive",
  "rename",
  "transfer",
  "unlink",
  "undo",
] as const;
const step = fc.record({
  kind: fc.constantFrom(...WRITES),
  at: fc.nat(50),
  /** How far the reader comes before the next write: a page of this many rows, or none. */
  read: fc.option(fc.integer({ min: 1, max: 7 })),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const pick = <T>(items: readonly T[], at: number): T | undefined =>
  items[at % Math.max(items.length, 1)];

/**
 * Refusals are part of the game: a row in the way of an undo, an account that is gone by it, a name
 * that is taken.
 */
function rethrowBugs(error: unknown): void {
  if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
}

/** Does one random write, or nothing where there is nothing to write to. */
async function write(
  caller: AppCaller,
  accounts: readonly string[],
  { kind, at }: Step,
): Promise<unknown> {
  const [from = "", to = ""] = accounts;
  if (kind === "add") return caller.transactions.create({ transactions: [purchase(from)] });
  if (kind === "addMany")
    return caller.transactions.create({
      transactions: Array.from({ length: 12 }, () => purchase(to)),
    });
  if (kind === "transfer")
    return caller.transfers.create({
      fromAccountId: from,
      toAccountId: to,
      date: "2026-03-31",
      amount: eur("1.00"),
    });
  if (kind === "undo") {
    const found = pick((await caller.operations.list()).items, at);
    return found && caller.operations.undo({ id: found.id });
  }
  if (kind === "change" || kind === "delete" || kind === "unlink")
    return changeRow(caller, { kind, at });
  return changeCategory(caller, { kind, at });
}

async function changeRow(
  caller: AppCaller,
  { kind, at }: Pick<Step, "kind" | "at">,
): Promise<unknown> {
  const row = pick((await caller.transactions.list()).items, at);
  const categories = (await caller.categories.list()).items.filter(({ isArchived }) => !isArchived);
  if (row === undefined) return null;
  const { id, version, transfer } = row;
  if (kind === "unlink") return transfer && caller.transfers.unlink({ id: transfer.id });
  if (kind === "delete")
    return caller.transactions.delete({ ids: [id], expectedCount: transfer === null ? 1 : 2 });
  const patch =
    transfer === null ? { categoryId: pick(categories, at)?.id ?? null } : { note: `Seen ${at}` };
  return caller.transactions.update({ transactions: [{ id, version, patch }] });
}

async function changeCategory(
  caller: AppCaller,
  { kind, at }: Pick<Step, "kind" | "at">,
): Promise<unknown> {
  const items = (await caller.categories.list()).items.filter(({ isArchived }) => !isArchived);
  const found = pick(items, at);
  const into =
    found &&
    pick(
      items.filter((one) => one.kind === found.kind && one.id !== found.id),
      at,
    );
  if (found === undefined || into === undefined) return null;
  const { id, version } = found;
  if (kind === "merge") return caller.categories.merge({ id, version, intoId: into.id });
  if (kind === "archive") return caller.categories.archive({ id, version });
  return caller.categories.update({ id, version, name: `${found.name.slice(0, 40)} ${at}` });
}

it(
  "a copy kept by following changes.list equals the lists after any operations, undo, merge " +
    "and delete among them, however small the pages",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const caller = await asSession(t.runtime, await createUser(t.runtime));
        const accounts = [
          await openAccount(caller, { name: "A" }),
          await openAccount(caller, { name: "B" }),
        ];
        const mirror = new Mirror(caller);
        for (const next of steps) {
          await write(caller, accounts, next).catch(rethrowBugs);
          if (next.read === null) continue;
          for (const { items } of await mirror.catchUp(next.read))
            expect(items.length).toBeLessThanOrEqual(next.read);
          expect(mirror.contents()).toEqual(await readLists(caller));
        }
        await mirror.catchUp(5);
        expect(mirror.contents()).toEqual(await readLists(caller));
        const late = new Mirror(caller);
        const [first] = await late.catchUp(200);
        expect(late.contents()).toEqual(mirror.contents());
        expect(late.since).toBe(mirror.since);
        // Each row once, in the log's order.
        const named = (first?.items ?? []).map(({ entity, id }) => `${entity} ${id}`);
        expect(new Set(named).size).toBe(named.length);
      }),
      { numRuns: fc.readConfigureGlobal().numRuns ?? 10 },
    );
  },
);
