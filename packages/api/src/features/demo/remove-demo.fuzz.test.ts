import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { useRuntime } from "../../test/database";
import { commitFile } from "../../test/import-files";
import { replayLog } from "../../test/replay-log";
import { type Filled, fill, rowsOf, someRows, withoutVersions } from "./test/filled-ledger";

const t = useRuntime({ now: () => new Date("2026-06-15T12:00:00Z") });

type Change = (filled: Filled, at: number) => Promise<unknown>;

/**
 * What an owner may do to a ledger of demo data, in any order; what does not fit is refused, as it
 * would be for them.
 */
const CHANGES: Readonly<Record<string, Change>> = {
  categorize: async ({ owner }, at) => {
    const { items } = await owner.categories.list();
    const [row] = (await someRows(owner, at + 1)).slice(-1);
    const patch = { categoryId: items[at % items.length]?.id ?? null, review: "reviewed" as const };
    return owner.transactions.update({
      transactions: [{ id: row?.id ?? "", version: row?.version ?? 1, patch }],
    });
  },
  delete: async ({ owner }, at) => {
    const { items } = await owner.transactions.list({ limit: 200 });
    const row = items[at % items.length];
    return owner.transactions.delete({
      ids: [row?.id ?? ""],
      expectedCount: row?.transfer == null ? 1 : 2,
    });
  },
  "add to a demo account": ({ owner, accountOf }, at) =>
    addPurchase(owner, accountOf("Checking"), { payee: `P${at}` }),
  "open an account": ({ owner }, at) => openAccount(owner, { name: `Mine ${at}` }),
  "add to an own account": async ({ owner }, at) => {
    const own = (await owner.accounts.list()).items.find(({ name }) => name.startsWith("Mine"));
    return owner.transactions.create({
      transactions: [purchase(own?.id ?? "", { payee: `Q${at}` })],
    });
  },
  transfer: async ({ owner, accountOf }, at) => {
    const own =
      (await owner.accounts.list()).items.find(({ name }) => name.startsWith("Mine"))?.id ?? "";
    const [fromAccountId, toAccountId] =
      at % 2 === 0 ? [accountOf("Checking"), own] : [own, accountOf("Savings")];
    return owner.transfers.create({
      fromAccountId,
      toAccountId,
      date: "2026-06-02",
      amount: eur(`${at + 1}.00`),
    });
  },
  import: ({ owner, accountOf }, at) =>
    commitFile(owner, accountOf("Checking"), `Date,Payee,Amount\n2026-05-01,Kiosk ${at},-3.20\n`),
  rename: async ({ owner, accountOf }, at) => {
    const account = (await owner.accounts.list()).items.find(
      ({ id }) => id === accountOf("Savings"),
    );
    return owner.accounts.update({
      id: account?.id ?? "",
      version: account?.version ?? 1,
      name: `Was savings ${at}`,
    });
  },
  close: async ({ owner, accountOf }) => {
    const account = (await owner.accounts.list()).items.find(
      ({ id }) => id === accountOf("Dollar card"),
    );
    return owner.accounts.close({
      id: account?.id ?? "",
      version: account?.version ?? 1,
      closedOn: "2026-06-15",
    });
  },
  merge: async ({ owner }, at) => {
    const { items } = await owner.categories.list();
    const [from, into] = [items[at % items.length], items[(at + 1) % items.length]];
    return owner.categories.merge({
      id: from?.id ?? "",
      version: from?.version ?? 1,
      intoId: into?.id ?? "",
    });
  },
  undo: async ({ owner }, at) => {
    const { items } = await owner.operations.list({ limit: 50 });
    const mine = items.filter(
      ({ procedure }) => procedure !== "ledger.fillDemo" && procedure !== "ledger.create",
    );
    return owner.operations.undo({ id: mine[at % Math.max(1, mine.length)]?.id ?? "" });
  },
};

it(
  "whatever an owner did after the filling, demo data goes, what is in other accounts stays, " +
    "and undo brings all of it back",
  () => {
    const step = fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(30));
    const done = new Map<string, number>();
    return fuzz(
      "demo removal",
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const filled = await fill(t);
        const { user, owner } = filled;
        for (const [name, at] of steps) {
          const isDone = await CHANGES[name]?.(filled, at).then(
            () => true,
            () => false,
          );
          if (isDone === true) done.set(name, (done.get(name) ?? 0) + 1);
        }
        const before = await rowsOf(t, user);
        const demo = new Set(["Checking", "Savings", "Dollar card"].map(filled.accountOf));
        const { operationId } = await owner.ledger.removeDemo();
        const after = await rowsOf(t, user);
        const isDemo = (row: object) =>
          demo.has(String(Reflect.get(row, "accountId"))) ||
          demo.has(String(Reflect.get(row, "id")));
        for (const [key, row] of Object.entries(before)) {
          const now = after[key];
          if (isDemo(row)) expect(now, key).toBeUndefined();
          else if (!key.startsWith("transfer") && !Reflect.has(now ?? {}, "kind"))
            expect(now, key).toEqual(row);
          else if (!key.startsWith("transfer"))
            expect({ ...now, kind: 0, version: 0 }, key).toEqual({ ...row, kind: 0, version: 0 });
        }
        expect(Object.values(after).filter(isDemo)).toEqual([]);
        expect(await replayLog(t.runtime.db, user.liveLedgerId)).toEqual(after);
        await owner.operations.undo({ id: operationId ?? "" });
        expect(withoutVersions(await rowsOf(t, user))).toEqual(withoutVersions(before));
      }),
      6,
    ).then(() => expect(done.size).toBeGreaterThan(5));
  },
);
