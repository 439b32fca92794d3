import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { commitFile } from "../../test/import-files";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { defuse, takeBackDefusing } from "../imports/csv/own-format";

const t = useRuntime();
const server = useServer(t);
let user: TestUser;
let key: TestKey;
let caller: AppCaller;
beforeAll(async () => {
  user = await createUser(t.runtime);
  key = await createKey(t.runtime, user, {
    scopes: ["transactions:read", "accounts:read", "categories:read"],
  });
  caller = await asSession(t.runtime, user);
});

const exportOf = async (accountId: string, format = "csv") => {
  const { authorization } = key;
  return rest(server.url, `GET /exports/transactions.${format}?accountId=${accountId}`, {
    authorization,
  });
};
const list = async (accountId: string) =>
  (await caller.transactions.list({ accountId: [accountId], limit: 200 })).items;

/** What an import can bring back: everything but ids, times and who wrote it. */
const contentOf = (rows: Awaited<ReturnType<typeof list>>) =>
  rows
    .map(({ date, amount, payee, note, status, review, rawText, externalId, lines }) =>
      JSON.stringify({ date, amount, payee, note, status, review, rawText, externalId, lines }),
    )
    .sort();

const UNITS = ["'", "=", "+", "-", "@", "a", "\t", ";", "|", '"', "\n", "\r", "\0", ","] as const;
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 40 }),
);

it(
  "I3, I9: defusing can be taken back exactly, whatever the text, and no part of it begins " +
    "like a formula",
  () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(takeBackDefusing(defuse(text))).toBe(text);
        expect(defuse(text)).not.toMatch(/(^|[;|\t\r\n])"*[=+\-@\t\r\0]/);
      }),
    );
  },
);

/**
 * How a program reads a file whose separator it takes for another one: by any of them, with quotes
 * that count or that do not.
 */
const READERS = [
  { delimiter: ",", relax_quotes: true },
  ...[";", "\t", "|"].flatMap((delimiter) => [
    { delimiter, relax_quotes: true },
    { delimiter, quote: null },
  ]),
];
const line = fc.string({
  unit: fc.constantFrom("=", "+", "-", "@", "a", ";", "|", '"', ",", "'", " "),
  maxLength: 12,
});
const visible = line.map((text) => `a${text}b`);

it(
  "I9: whatever separator and quotes a program goes by, no cell of an export begins like a " +
    "formula; pfn reads it as it was",
  async () => {
    const accountId = await openAccount(caller, { name: `a;=${newId()}` });
    const drawn = fc.sample(fc.tuple(visible, line, visible, visible), { numRuns: 60, seed: 7 });
    const cents = (text: string) => ({ amount: text, currency: "EUR" });
    const rows = drawn.map(([payee, start, note, lineNote], at) =>
      purchase(accountId, {
        payee: at % 2 ? payee : `${start}a`,
        note: `${note}\n${start}b`,
        amount: cents("-3.00"),
        lines: [
          { amount: cents("-1.00"), categoryId: null, note: lineNote },
          { amount: cents("-2.00"), categoryId: null, note: `${start}c` },
        ],
      }),
    );
    await caller.transactions.create({ transactions: rows });
    const { text } = await exportOf(accountId);
    const body = text.slice(text.indexOf("\r\n") + 2);
    for (const reader of READERS) {
      const cells = parse(body, {
        ...reader,
        relax_column_count: true,
        record_delimiter: ["\r\n", "\n", "\r"],
      }).flat();
      // Split at commas outside quotes, amounts stand alone. Every other cell begins with a text.
      const texts = cells.filter((cell: string) => !/^"?-\d+\.\d\d"?$/.test(cell));
      expect(texts.filter((cell: string) => /^"*[=+\-@\t\r\0]/.test(cell))).toEqual([]);
    }
    const copy = await openAccount(caller, { name: newId() });
    await commitFile(caller, copy, text);
    expect(contentOf(await list(copy))).toEqual(contentOf(await list(accountId)));
  },
);

it("I9: every text stands in quotes, and dates and amounts do not", async () => {
  const accountId = await openAccount(caller, { name: newId() });
  await addPurchase(caller, accountId, { payee: "Plain" });
  const [, row = ""] = (await exportOf(accountId)).text.split("\r\n");
  const [id, date, amount, ...texts] = row.split(",");
  expect([id, date, amount]).toEqual([
    expect.stringMatching(/^"[\da-f-]{36}"$/),
    expect.stringMatching(/^\d{4}-/),
    "-12.50",
  ]);
  for (const cell of texts) expect(cell).toMatch(/^".*"$/);
});
