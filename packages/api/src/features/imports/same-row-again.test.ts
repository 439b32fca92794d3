import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";
import { closingOf, type Month } from "./formats/test/ledger-month";
import { MappingChoice } from "./mapping-schema";
import {
  account,
  type Download,
  downloads,
  KINDS,
  money,
  writeDownload,
} from "./test/overlapping-files";

const t = useRuntime();
let caller: AppCaller;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});

/** Which row of the month a text is of: its number is the last word that is one. */
const numberIn = (text: string) => /(?:kiosk nord|flower stall) (\d+)/i.exec(text)?.[1];

/** The month of an account of its own: files of a known account would be asked about. */
const ofOwnAccount = (month: Month): Month => ({ ...month, account: newId() });

/** A preview, after the question that a file of few rows may leave: the rows tell the answer. */
async function previewByHand(accountId: string, file: Buffer, { rows }: Month) {
  const open = await previewFile(caller, accountId, file);
  const [question] = open.ambiguous;
  if (question === undefined) return open;
  const known = rows.map(({ date, minor }) => `${date} ${money(minor).amount}`);
  const right = question.options.find((option) =>
    option.rows.every(({ date, amount }) => known.includes(`${date} ${amount?.amount}`)),
  );
  const mapping = MappingChoice.parse({ [question.field]: right?.value });
  return previewFile(caller, accountId, file, mapping);
}

/** Answers for each held row as somebody who knows the account: the same row, or another one. */
async function importByHand(accountId: string, file: Buffer, month: Month): Promise<void> {
  const preview = await previewByHand(accountId, file, month);
  const held = preview.items.filter(({ verdict }) => verdict === "possible_match");
  const decisions = await Promise.all(
    held.map(async ({ index, payee, matchId }) => {
      const found = await caller.transactions.get({ id: matchId ?? "" });
      const isSame = numberIn(found.payee) === numberIn(payee ?? "");
      return { index, decision: isSame ? ("match" as const) : ("import" as const) };
    }),
  );
  await caller.imports.commit({ id: preview.import?.id ?? "", decisions });
}

async function rowsIn(accountId: string): Promise<string[]> {
  const { items } = await caller.transactions.list({ accountId: [accountId], limit: 200 });
  return items
    .filter(({ kind }) => kind === "regular")
    .map(({ date, amount, payee }) => `${date} ${amount.amount} ${numberIn(payee)}`)
    .sort();
}

const rowsOf = ({ rows }: Month) =>
  rows.map(({ date, minor, payee }) => `${date} ${money(minor).amount} ${numberIn(payee)}`).sort();

it("files of any formats that overlap, in any order: no row twice, none lost", async () => {
  const property = async (drawn: Month, files: Download[]) => {
    const month = ofOwnAccount(drawn);
    const accountId = await openAccount(caller, {
      ...{ name: newId(), openingBalance: money(month.opening), openingDate: "2026-02-28" },
    });
    for (const file of files) {
      const bytes = writeDownload(month, file);
      if (bytes !== null) await importByHand(accountId, bytes, month);
    }
    expect(await rowsIn(accountId)).toEqual(rowsOf(month));
    expect(
      await caller.accounts.checkBalance({
        ...{ accountId, on: "2026-03-31", amount: money(closingOf(month)) },
      }),
    ).toMatchObject({ gap: money(0n), firstDifferingDay: null });
  };
  await fc.assert(fc.asyncProperty(account, downloads, property), { numRuns: 6 });
});

it("the same file twice adds nothing, not even a stated balance", async () => {
  const property = async (drawn: Month, files: Download[]) => {
    const month = ofOwnAccount(drawn);
    const accountId = await openAccount(caller, { name: newId() });
    const [file] = files;
    const bytes = file === undefined ? null : writeDownload(month, file);
    if (bytes === null) return;
    await importByHand(accountId, bytes, month);
    const again = await commitFile(caller, accountId, bytes);
    expect(again).toMatchObject({ created: 1, rows: { imported: 0, held: 0 } });
    const { items } = await caller.accounts.balanceChecks({ accountId });
    expect(items.length).toBeLessThanOrEqual(1);
  };
  await fc.assert(fc.asyncProperty(account, downloads, property), { numRuns: 4 });
});

const FOUR: Month = {
  account: "DE89370400440532013000",
  opening: 100_000n,
  rows: [
    ["2026-03-02", -320n, "Kiosk Nord 1"],
    ["2026-03-02", -320n, "Kiosk Nord 2"],
    ["2026-03-03", -70_000n, "Flower Stall 3"],
    ["2026-03-05", 120_000n, "Kiosk Nord 4"],
  ].map(([date, minor, payee], at) => ({
    ...{ date: String(date), minor: BigInt(minor ?? 0), payee: String(payee) },
    ...{ note: "", id: `B${at}X` },
  })),
};

const THREE = ["csv", "long csv", "ofx"] as const;
const ORDERS = THREE.flatMap((first) =>
  THREE.filter((second) => second !== first).map((second) => [
    first,
    second,
    ...THREE.filter((third) => third !== first && third !== second),
  ]),
);
const PAIRS = KINDS.flatMap((first) => KINDS.map((second) => [first, second]));

it.each([...ORDERS, ...PAIRS])(
  "four rows as %s, then %s, then %s are four transactions",
  async (...kinds) => {
    const accountId = await openAccount(caller, { name: newId() });
    const four = ofOwnAccount(FOUR);
    for (const kind of kinds) {
      const file = writeDownload(four, { kind, days: [1, 9] });
      if (file !== null) await commitFile(caller, accountId, file);
      expect(await rowsIn(accountId)).toEqual(rowsOf(FOUR));
    }
  },
);

it("a row of the same day, amount and stated balance is there already, with any text", async () => {
  const accountId = await openAccount(caller, { name: newId() });
  const csv = (payee: string) => `Date,Payee,Amount,Balance\n2026-03-02,${payee},-5.00,95.00\n`;
  await commitFile(caller, accountId, csv("Bakery"));
  const other = await previewFile(caller, accountId, csv("Something else"));
  expect(other.items).toMatchObject([{ verdict: "duplicate" }]);
  const next = await previewFile(
    caller,
    accountId,
    csv("Something else").replace("95.00", "90.00"),
  );
  expect(next.items).toMatchObject([{ verdict: "new" }]);
});

it("a balance that stands unchanged beside each row is no proof of what a row is", async () => {
  const accountId = await openAccount(caller, { name: newId() });
  const csv = (shops: readonly string[]) =>
    [
      "Date,Payee,Amount,Balance",
      ...shops.map((shop) => `2026-03-02,${shop},-5.00,95.00`),
      "",
    ].join("\n");
  await commitFile(caller, accountId, csv(["One", "Two", "Three"]));
  const next = await commitFile(caller, accountId, csv(["Four", "Five", "Six"]));
  expect(next.rows).toMatchObject({ imported: 3, duplicate: 0, held: 0 });
});
