import { PRESETS, type PresetId, type Scope } from "@pfn/keys";
import { expect, it } from "vitest";
import type { AppCaller } from "../root";
import { addPurchase, eur, openAccount } from "./books";
import { asSession, withKey } from "./callers";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { refusalOf } from "./refusals";

const t = useRuntime();

const scopesOf = (wanted: PresetId): readonly Scope[] =>
  PRESETS.find(({ id }) => id === wanted)?.scopes ?? [];

interface Leg {
  account: string;
  amount: string;
  transfer: string;
}

/** One row of an export of pfn. */
const exported = ({ account, amount, transfer }: Leg, id: string) => ({
  ...{
    id,
    date: "2026-03-05",
    amount: eur(amount),
    payee: "Rent",
    note: null,
    account,
    status: "posted",
  },
  ...{
    kind: "transfer",
    review: "unreviewed",
    externalId: null,
    rawText: null,
    transfer: { id: transfer },
  },
  lines: [{ category: null, amount: eur(amount), note: null }],
});

const uuid = (at: number) => `01970000-0000-7000-8000-${String(at).padStart(12, "0")}`;

async function importRow(caller: AppCaller, accountId: string, item: object) {
  const text = JSON.stringify([item]);
  const { import: draft } = await caller.imports.preview({
    accountId,
    fileName: "export.json",
    text,
  });
  return caller.imports.commit({ id: draft?.id ?? "" });
}

it.each([
  ["importer", { linked: 0, left: 1 }, "regular"],
  ["bookkeeper", { linked: 1, left: 0 }, "transfer"],
] as const)(
  "A5: the second leg of a transfer, imported by the %s, comes to %o",
  async (id, transfers, kind) => {
    const user = await createUser(t.runtime);
    const owner = await asSession(t.runtime, user);
    const accounts = [
      await openAccount(owner, { name: "From" }),
      await openAccount(owner, { name: "To" }),
    ] as const;
    const key = await createKey(t.runtime, user, { scopes: scopesOf(id) });
    const agent = await withKey(t.runtime, key);
    await importRow(
      agent,
      accounts[0],
      exported({ account: "From", amount: "-900.00", transfer: uuid(1) }, uuid(2)),
    );
    const [row] = (await owner.transactions.list({})).items;
    const [category] = (await owner.categories.list()).items;
    if (row === undefined || category === undefined) throw new Error("Nothing to categorize.");
    await owner.transactions.update({
      transactions: [{ id: row.id, version: 1, patch: { categoryId: category.id } }],
    });
    const before = await owner.transactions.get({ id: row.id });
    const leg = exported({ account: "To", amount: "900.00", transfer: uuid(1) }, uuid(3));
    const second = await importRow(agent, accounts[1], leg);
    expect(second.transfers).toEqual(transfers);
    const after = await owner.transactions.get({ id: row.id });
    expect(after.kind).toBe(kind);
    if (kind === "regular") expect(after).toEqual(before);
    // Undoing what changed the older row takes the scope that changing it took.
    const scopes: Scope[] = ["imports:write"];
    await t.runtime.db.integrationKey.update({
      where: { id: key.id },
      data: { scopes },
      select: { id: true },
    });
    const undo = (await withKey(t.runtime, key)).operations.undo({ id: second.operationId ?? "" });
    // The import goes with its row.
    if (kind === "regular") return expect(await undo).toMatchObject({ deleted: 2, updated: 0 });
    expect(await refusalOf(undo)).toMatchObject({
      code: "FORBIDDEN",
      hint: expect.stringContaining("transactions:write"),
    });
  },
);

it(
  "A5: a match changes a row that is there, so it takes `transactions:write` " +
    "and is refused by its place without",
  async () => {
    const user = await createUser(t.runtime);
    const owner = await asSession(t.runtime, user);
    const accountId = await openAccount(owner);
    const id = await addPurchase(owner, accountId);
    const before = await owner.transactions.get({ id });
    const agent = await withKey(
      t.runtime,
      await createKey(t.runtime, user, { scopes: scopesOf("importer") }),
    );
    const text = "Date,Payee,Amount\n2026-03-30,Kiosk,-3.20\n2026-03-31,Bakery,-12.50\n";
    const { import: draft, items } = await agent.imports.preview({
      accountId,
      fileName: "march.csv",
      text,
    });
    expect(items[1]).toMatchObject({ verdict: "possible_match", matchId: id });
    const decisions = [{ index: 1, decision: "match" as const }];
    expect(await refusalOf(agent.imports.commit({ id: draft?.id ?? "", decisions }))).toMatchObject(
      {
        ...{ code: "FORBIDDEN", path: "decisions.0.decision" },
        hint: expect.stringContaining("transactions:write"),
      },
    );
    const held = await agent.imports.commit({ id: draft?.id ?? "" });
    expect(held.rows).toMatchObject({ imported: 1, held: 1, matched: 0 });
    expect(await owner.transactions.get({ id })).toEqual(before);
  },
);
