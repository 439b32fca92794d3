import { beforeAll, describe, expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { newId } from "../../../common/ids";
import type { AppCaller } from "../../../root";
import { eur, openAccount } from "../../../test/books";
import { asSession } from "../../../test/callers";
import { useRuntime } from "../../../test/database";
import { createUser } from "../../../test/factories";
import { commitFile, previewFile } from "../../../test/import-files";

const t = useRuntime();
let caller: AppCaller;
let accountId: string;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(caller, { name: "Here" });
});

const ITEM = {
  ...{
    id: newId(),
    date: "2026-03-31",
    amount: eur("-12.50"),
    payee: "Bakery",
    note: null,
    account: "Here",
  },
  ...{
    status: "posted",
    kind: "regular",
    review: "unreviewed",
    externalId: null,
    rawText: null,
    transfer: null,
  },
  lines: [{ category: "Groceries", amount: eur("-12.50"), note: null }],
};
const fileOf = (...items: object[]) =>
  `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]\n`;
const item = JSON.stringify(ITEM);

describe(
  "a JSON file that is no export of pfn is refused whole, with the " + "line and a remedy",
  () => {
    it.each([
      ["an object", JSON.stringify({ items: [ITEM] }), "list of transactions"],
      [
        "a list of other things",
        '[\n{"date": "2026-03-31"}]',
        "first item, on line 2, has no `id`",
      ],
      ["a list of numbers", "[1, 2]", "first item, on line 1, has no `id`"],
      ["a list of lists", "[[[]]]", "has no `id`"],
      [
        "an export from before it had names",
        fileOf({ ...ITEM, account: undefined }),
        "has no `account`",
      ],
      ["an empty list", "[\n]\n", "no rows"],
      ["cut off between two items", fileOf(ITEM, ITEM).slice(0, item.length + 4), "ends on line 3"],
      ["cut off within a text", fileOf(ITEM).slice(0, 70), "ends on line 2"],
      ["cut off at once", "[", "ends on line 1"],
      [
        "two exports in one file",
        fileOf(ITEM) + fileOf(ITEM),
        "behind the end of the list, on line 3",
      ],
      ["a comma too many", `[\n${item},\n]`, "not well-formed"],
      ["no comma between items", `[${item}\n${item}]`, "line 2 is not well-formed"],
      ["a bracket of the other kind", `[\n${item}}`, "line 2 is not well-formed"],
      ["a comment", `[${item}, // ${item}\n${item}]`, "not well-formed"],
      [
        "a backslash before the last quote",
        `[${item.replace("Bakery", "Bakery\\")}]`,
        "ends on line 1",
      ],
      ["nested too deep", `[{"id": ${"[".repeat(2_000_000)}`, "line 1 is nested too deep"],
      ["one endless item", `[{"id": [${"0,".repeat(70_000)}`, "more than 131072 characters"],
      [
        "a field twice",
        `[\n${item.replace("{", '{"payee":"Other",')}]`,
        "line 2 has a field twice",
      ],
      [
        "a field twice, once in escapes",
        `[${item.replace("{", '{"p\\u0061yee":"Other",')}]`,
        "a field twice",
      ],
      [
        "an amount twice",
        `[${item.replace('{"amount"', '{"amount":"-0.01","amount"')}]`,
        "a field twice",
      ],
      [
        "a prototype",
        `[${item.replace("{", '{"__proto__":{"account":"Here"},')}]`,
        "field __proto__",
      ],
      ["a zero byte", `[${item.replace("Bakery", "Bak\0ery")}]`, "line 1 holds a zero byte"],
    ])("I2: %s", async (_, file, said) => {
      const refusal = await previewFile(caller, accountId, file).catch(
        (error: { cause: unknown }) => error.cause,
      );
      if (!(refusal instanceof DomainError)) return expect.fail("It was not refused.");
      expect(refusal).toMatchObject({
        code: "BAD_REQUEST",
        path: "content",
        hint: expect.stringMatching(/\w/),
      });
      expect(refusal.message).toMatch(new RegExp(said));
      expect(refusal.message).not.toContain("Bakery");
    });

    it("I2: one item too many", async () => {
      const file = `[${item}${",{}".repeat(20_000)}]`;
      await expect(previewFile(caller, accountId, file)).rejects.toMatchObject({
        cause: { code: "PAYLOAD_TOO_LARGE" },
      });
    });

    it("a mapping has nothing to say about it", async () => {
      await expect(
        previewFile(caller, accountId, fileOf(ITEM), { decimalMark: "," }),
      ).rejects.toMatchObject({
        cause: { code: "BAD_REQUEST", path: "mapping" },
      });
      expect((await previewFile(caller, accountId, fileOf(ITEM), {})).import).not.toBeNull();
    });
  },
);

describe(
  "an item that cannot be read is an error of its own, by line and field; " + "the others are read",
  () => {
    const line = ITEM.lines[0];
    it.each([
      [
        "a number as amount",
        { amount: { amount: -12.5, currency: "EUR" } },
        '`amount.amount`: .*"-12.50"',
      ],
      ["an amount in cents", { amount: eur("-1250") }, "`amount.amount`: .*exactly 2 decimals"],
      ["another currency", { amount: { amount: "-1250", currency: "JPY" }, lines: [] }, "`lines`"],
      [
        "a line in another currency",
        { lines: [{ ...line, amount: { amount: "-12", currency: "JPY" } }] },
        "`lines`",
      ],
      ["lines that sum to something else", { lines: [line, line] }, "lines do not sum"],
      ["no lines", { lines: [] }, "`lines`: At least 1 item"],
      ["a hundred lines", { lines: Array(100).fill(0) }, "`lines`: At most 50 items"],
      ["a date that is none", { date: "2026-02-30" }, "`date`: "],
      ["an unknown kind", { kind: "loan" }, "`kind`: Expected one of regular"],
      ["a zero character in escapes", { payee: "Bak\0ery" }, "`payee`: Holds a zero"],
      ["a number as payee", { payee: 7 }, "`payee`: Expected a string"],
      [
        "money with a strange field",
        { amount: { ...ITEM.amount, "\0\ud800": 1 } },
        "`amount`: Unknown field",
      ],
    ])("I2: %s", async (_, change, reason) => {
      const { items } = await previewFile(
        caller,
        accountId,
        fileOf(ITEM, { ...ITEM, ...change }, ITEM),
      );
      expect(items).toMatchObject([
        { line: 2, verdict: "new" },
        { line: 3, verdict: "error", reason: expect.stringMatching(reason) },
        { line: 4, verdict: "new" },
      ]);
    });

    it("I2: no item at all", async () => {
      const { items } = await previewFile(caller, accountId, `[\n${item},\nnull,7,"x"\n]`);
      expect(items.map((row) => [row.line, row.verdict, row.reason])).toEqual([
        [2, "new", null],
        ...[3, 3, 3].map(() => [3, "error", "The item: Expected an object."]),
      ]);
    });
  },
);

it(
  "A10, I4: what hides or turns text is taken out of an item's texts as out of a bank's, " +
    "however it is written down",
  async () => {
    const odd = item.replace("Bakery", "\\u202eBa\\u200bke\\ud800ry");
    const { items } = await previewFile(caller, accountId, `[${odd}]`);
    expect(items).toMatchObject([{ verdict: "new", payee: "Bakery" }]);
  },
);

it(
  "fields that no export has are passed over; the form of the file is its own: indented, in " +
    "UTF-16, with a byte order mark",
  async () => {
    const later = JSON.stringify(
      [{ ...ITEM, tags: [{ a: "x, ]}" }], note: 'say "hi" \\' }],
      null,
      2,
    );
    for (const file of [
      `\ufeff${later}`,
      Buffer.from(`\ufeff${later}`, "utf16le"),
      later.replaceAll("\n", "\r\n"),
    ]) {
      const { items, mapping, columns, ambiguous } = await previewFile(caller, accountId, file);
      expect(items).toMatchObject([{ verdict: "new", note: 'say "hi" \\' }]);
      expect({ mapping, columns, ambiguous }).toEqual({ mapping: {}, columns: [], ambiguous: [] });
    }
  },
);

it("of several accounts an import takes the rows of its own, and names the others", async () => {
  const name = newId();
  const mine = await openAccount(caller, { name });
  const file = fileOf({ ...ITEM, account: name }, { ...ITEM, id: newId(), account: "Elsewhere" });
  const { rows, preview } = await commitFile(caller, mine, file);
  expect(rows).toMatchObject({ imported: 1, error: 1 });
  expect(preview.items[1]).toMatchObject({
    line: 3,
    reason: "Is of another account: import the file there too.",
  });
  const only = await commitFile(
    caller,
    mine,
    fileOf({ ...ITEM, id: newId(), date: "2026-03-01", account: "Elsewhere" }),
  );
  expect(only.rows).toMatchObject({ imported: 1, error: 0 });
});

it.each([
  "[Date];[Payee];[Amount]\n2026-03-31;Kiosk;-3.20\n",
  "{Date};{Payee};{Amount}\n2026-03-31;Kiosk;-3.20\n",
])("a bank's table is no JSON because its header begins with a bracket", async (file) => {
  expect((await previewFile(caller, accountId, file)).items).toMatchObject([
    { verdict: "new", payee: "Kiosk" },
  ]);
});
