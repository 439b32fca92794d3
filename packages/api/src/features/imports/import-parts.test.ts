import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { commitFile, contentOf, previewFile } from "../../test/import-files";
import { currentRows, replayLog } from "../../test/replay-log";
import { writeCamt, writeMt940, writeOfx, writeQif, writeXlsx } from "./formats/test/write-formats";
import { isIban } from "./iban";

const t = useRuntime();
let user: TestUser;
let caller: AppCaller;
beforeAll(async () => {
  user = await createUser(t.runtime);
  caller = await asSession(t.runtime, user);
});

const account = (options: object = {}) => openAccount(caller, { name: newId(), ...options });
const list = async (accountId: string) =>
  (await caller.transactions.list({ accountId: [accountId], limit: 200 })).items;

/** An account of OFX with one row. */
const statement = (number: string, currency = "EUR") =>
  `<STMTRS><CURDEF>${currency}<BANKACCTFROM><ACCTID>${number}</BANKACCTFROM><BANKTRANLIST>` +
  `<STMTTRN><DTPOSTED>20260331<TRNAMT>-1.00<FITID>${number}<NAME>Kiosk ${number}</STMTTRN>` +
  "</BANKTRANLIST></STMTRS>";
const ofx = (...statements: string[]) => `<OFX>${statements.join("")}</OFX>`;
/** No two tests share an account's number. These are IBANs. */
let ibans = 0;
function newIban(): string {
  ibans += 1;
  const number = String(ibans).padStart(18, "0");
  return (
    Array.from({ length: 99 }, (_, check) => `DE${String(check).padStart(2, "0")}${number}`).find(
      isIban,
    ) ?? ""
  );
}
/** And these are not. */
const numbers = () => [newId(), newId()] as const;

const monthOf = () => ({
  account: newIban(),
  opening: 100_000n,
  rows: [
    { date: "2026-03-02", minor: -1_250n, payee: "Bakery", note: "Bread", id: "B1X" },
    { date: "2026-03-14", minor: 250_000n, payee: "Employer", note: "", id: "B2X" },
    { date: "2026-03-31", minor: -1_250n, payee: "Bakery", note: "Bread", id: "B3X" },
  ],
});

describe.each([
  [
    "ofx",
    writeOfx(monthOf(), { hasEndTags: true, isOneLine: false, hasCdata: false, mark: "." }),
    null,
  ],
  ["qif", writeQif(monthOf(), { order: "MDY", mark: "," }), null],
  ["camt", writeCamt(monthOf(), { version: "08", prefix: "", encoding: "utf-8" }), "statement"],
  ["mt940", writeMt940(monthOf(), 2), "statement"],
  ["xlsx", writeXlsx(monthOf(), true), null],
] as const)("a month as %s", (format, bytes, source) => {
  it("I2: is imported without a question, proved by its balances, and only once", async () => {
    const accountId = await account();
    const { preview, operationId, rows } = await commitFile(caller, accountId, bytes);
    expect(preview).toMatchObject({
      ...{ format, ambiguous: [] },
      import: {
        totals: { net: { amount: "2475.00" } },
        balance: source === null ? null : { source, gap: { amount: "0.00" }, joins: true },
      },
    });
    expect(rows.imported).toBe(3);
    expect((await list(accountId)).map(({ date, payee }) => [date, payee])).toEqual([
      ["2026-03-31", "Bakery"],
      ["2026-03-14", "Employer"],
      ["2026-03-02", "Bakery"],
    ]);
    expect((await previewFile(caller, accountId, bytes)).import?.rows).toMatchObject({
      ...{ new: 0, possible_match: 0, duplicate: 3 },
    });
    await caller.operations.undo({ id: operationId ?? "" });
    expect(await list(accountId)).toEqual([]);
    expect((await commitFile(caller, accountId, bytes)).rows.imported).toBe(3);
  });
});

it("I2: a balance that the rows do not lead to is named with its gap", async () => {
  const file = writeMt940(monthOf(), 9).toString().replace("EUR3475,00", "EUR3475,05");
  const { import: made } = await previewFile(caller, await account(), file);
  expect(made?.balance).toMatchObject({
    ...{ source: "statement", joins: true },
    expected: { amount: "3475.05" },
    computed: { amount: "3475.00" },
    gap: { amount: "0.05" },
  });
});

it("I2: what the bank has not booked is held, and comes when it is booked", async () => {
  const booked = writeCamt(monthOf(), { version: "02", prefix: "", encoding: "utf-8" }).toString();
  const pending = booked.replace("<Sts>BOOK", "<Sts>PDNG");
  const accountId = await account();
  const first = await commitFile(caller, accountId, pending);
  expect(first.preview.import).toMatchObject({
    rows: { new: 2, not_booked: 1 },
    totals: { net: { amount: "2487.50" } },
  });
  expect(first.rows).toMatchObject({ imported: 2, not_booked: 1, held: 0 });
  expect(first.skipped).toEqual([{ index: 0, reason: "not_booked" }]);
  expect((await commitFile(caller, accountId, booked)).rows).toMatchObject({
    ...{ imported: 1, duplicate: 2 },
  });
});

describe("a file of several accounts", () => {
  it("I2: asks which one it is, lists them, and takes the one that is named", async () => {
    const [one, two] = numbers();
    const file = ofx(statement(one), statement(two));
    const accountId = await account();
    const open = await previewFile(caller, accountId, file);
    expect(open).toMatchObject({
      ...{ import: null, ambiguous: [{ field: "part", options: [{ value: 1 }, { value: 2 }] }] },
      parts: [
        { part: 1, ref: one, rows: 1, from: "2026-03-31", to: "2026-03-31", accountId: null },
        { part: 2, ref: two, currency: "EUR" },
      ],
    });
    const made = await caller.imports.preview({ accountId, ...contentOf(file), part: 2 });
    expect(made.items).toMatchObject([{ payee: `Kiosk ${two}`, verdict: "new" }]);
  });

  it("remembers which account took which, until the import is undone", async () => {
    const [one, two] = numbers();
    const file = ofx(statement(one), statement(two));
    const accountId = await account();
    const made = await caller.imports.preview({ accountId, ...contentOf(file), part: 2 });
    const { operationId } = await caller.imports.commit({ id: made.import?.id ?? "" });
    expect(await previewFile(caller, accountId, file)).toMatchObject({
      ambiguous: [],
      parts: [{ accountId: null }, { accountId }],
      items: [{ verdict: "duplicate" }],
    });
    // Which is kept as a hash: the name of the account is in no table.
    const kept = await t.runtime.db.accountRef.findMany({ where: { accountId } });
    expect(kept).toMatchObject([{ tail: two.slice(-4).toUpperCase() }]);
    const undo = await caller.operations.undo({ id: operationId ?? "" });
    expect((await previewFile(caller, accountId, file)).ambiguous).toMatchObject([
      { field: "part" },
    ]);
    await caller.operations.undo({ id: undo.operationId ?? "" });
    expect((await previewFile(caller, accountId, file)).ambiguous).toEqual([]);
  });

  it("offers only those in the account's currency, and refuses where there is none", async () => {
    const [one, two] = numbers();
    const file = ofx(statement(one, "USD"), statement(two));
    const accountId = await account();
    expect((await previewFile(caller, accountId, file)).ambiguous).toMatchObject([
      { options: [{ value: 2 }] },
    ]);
    const asked = { accountId, ...contentOf(file) };
    await expect(caller.imports.preview({ ...asked, part: 1 })).rejects.toMatchObject({
      cause: { code: "BAD_REQUEST", path: "part" },
    });
    await expect(caller.imports.preview({ ...asked, part: 3 })).rejects.toMatchObject({
      cause: { path: "part", message: expect.stringContaining("parts 1 to 2") },
    });
    const dollars = ofx(statement(one, "USD"));
    await expect(previewFile(caller, accountId, dollars)).rejects.toMatchObject({
      cause: { path: "accountId", message: expect.stringContaining("in USD") },
    });
  });
});

it("I2: an IBAN that is known for another account is confirmed before the import", async () => {
  const iban = newIban();
  const [right, wrong] = [await account(), await account()];
  await commitFile(caller, right, ofx(statement(iban)));
  const file = ofx(statement(iban.toLowerCase()));
  const open = await previewFile(caller, wrong, file);
  expect(open).toMatchObject({
    ...{ import: null, parts: [{ accountId: right }] },
    ambiguous: [{ field: "part", options: [{ value: 1 }] }],
  });
  const made = await caller.imports.preview({ accountId: wrong, ...contentOf(file), part: 1 });
  await caller.imports.commit({ id: made.import?.id ?? "" });
  expect((await previewFile(caller, wrong, file)).ambiguous).toEqual([]);
  expect((await previewFile(caller, right, file)).ambiguous).toMatchObject([{ field: "part" }]);
  // Two banks may give accounts the same number.
  const [number] = numbers();
  await commitFile(caller, right, ofx(statement(number)));
  expect((await previewFile(caller, wrong, ofx(statement(number)))).ambiguous).toEqual([]);
});

it("A2: a key without `accounts:read` is not told which account took a file", async () => {
  const [iban] = numbers();
  const accountId = await account();
  await commitFile(caller, accountId, ofx(statement(iban)));
  const key = await asKey(t.runtime, user, { scopes: ["imports:write"] });
  const { parts } = await previewFile(key, accountId, ofx(statement(iban)));
  expect(parts).toMatchObject([{ ref: iban, accountId: null }]);
});

describe("how a file is read", () => {
  it("is no question for formats that say it", async () => {
    const refused = previewFile(caller, await account(), ofx(statement(newId())), {
      dateColumn: 1,
    });
    await expect(refused).rejects.toMatchObject({ cause: { path: "mapping" } });
    const part = {
      accountId: await account(),
      ...contentOf("Date,Amount\n2026-03-31,-1.00\n"),
      part: 1,
    };
    await expect(caller.imports.preview(part)).rejects.toMatchObject({ cause: { path: "part" } });
  });

  it("is asked once for QIF, and remembered for the account's next file", async () => {
    const accountId = await account();
    const file = (day: string) => `!Type:Bank\nD${day}\nT-1.00\nPKiosk\n^\n`;
    expect((await previewFile(caller, accountId, file("3/4/26"))).ambiguous).toMatchObject([
      { field: "dateOrder" },
    ]);
    await commitFile(caller, accountId, file("3/4/26"), { mapping: { dateOrder: "DMY" } });
    expect(await previewFile(caller, accountId, file("5/4/26"))).toMatchObject({
      ...{ isRemembered: true, ambiguous: [], items: [{ date: "2026-04-05" }] },
    });
    const refused = previewFile(caller, accountId, file("5/4/26"), { payeeColumn: 1 });
    await expect(refused).rejects.toMatchObject({
      cause: { path: "mapping", hint: expect.stringContaining("dateOrder and decimalMark") },
    });
  });
});

it("the log replayed from empty gives the ledger as it is, after all of this", async () => {
  const { id } = await t.runtime.db.ledger.findFirstOrThrow({
    where: { userId: user.userId, mode: "live" },
  });
  expect(await replayLog(t.runtime.db, id)).toEqual(await currentRows(t.runtime.db, id));
});
