import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";
import { send } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { EXPORT_COLUMNS } from "../imports/csv/own-format";

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

const TRICKY = [
  "=1+1",
  "+49 30 123",
  "-5 off",
  "@home",
  "'=quoted",
  "''",
  'A, "B"; C',
  "Ünïcödé 🏖",
  "plain",
];

describe("an export", () => {
  it("I3: is RFC 4180, numbers stay numbers, and no text cell begins like a formula", async () => {
    const accountId = await openAccount(caller, { name: newId() });
    for (const payee of TRICKY)
      await addPurchase(caller, accountId, {
        payee,
        note: `=note\n${payee}`,
        externalId: `-${payee}`,
      });
    const { status, headers, text } = await exportOf(accountId);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="transactions-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [header, ...rows] = parse(text, { record_delimiter: "\r\n" });
    expect(header).toEqual([...EXPORT_COLUMNS]);
    expect(rows).toHaveLength(TRICKY.length);
    for (const row of rows) {
      for (const [at, cell] of row.entries()) {
        if (EXPORT_COLUMNS[at] === "amount") expect(cell).toBe("-12.50");
        else expect(cell).not.toMatch(/^[=+\-@\t\r\0]/);
      }
    }
  });

  it(
    "imported into an empty account gives equal rows; into its own account " + "it adds nothing",
    async () => {
      const accountId = await openAccount(caller, { name: newId() });
      const groceries = (await categoryIds(caller))("Groceries");
      for (const [at, payee] of TRICKY.entries())
        await addPurchase(caller, accountId, {
          payee,
          note: `=a\nb ${payee}`,
          ...(at % 2 ? { externalId: `+${at}` } : { categoryId: groceries }),
        });
      await caller.transactions.create({
        transactions: [purchase(accountId, { status: "pending" }), purchase(accountId)],
      });
      await commitFile(
        caller,
        accountId,
        "Date,Payee,Amount\n2026-03-01,\tBANK  \u202eTEXT,5.00\n2026-03-02,X,-1.00\n",
      );
      const { text } = await exportOf(accountId);
      const copy = await openAccount(caller, { name: newId() });
      const done = await commitFile(caller, copy, text);
      expect(done.rows).toMatchObject({ imported: TRICKY.length + 4, error: 0, held: 0 });
      expect(contentOf(await list(copy))).toEqual(contentOf(await list(accountId)));
      const { import: again } = await previewFile(caller, accountId, text);
      expect(again?.rows).toMatchObject({
        new: 0,
        possible_match: 0,
        error: 0,
        duplicate: TRICKY.length + 4,
      });
    },
  );

  it("of several accounts gives each account its own rows, and names the others", async () => {
    const both = [
      await openAccount(caller, { name: newId() }),
      await openAccount(caller, { name: `=${newId()}` }),
    ] as const;
    await addPurchase(caller, both[0], { payee: "Here" });
    await addPurchase(caller, both[1], { payee: "There" });
    const { authorization } = key;
    const query = both.map((id) => `accountId=${id}`).join("&");
    const { text } = await rest(server.url, `GET /exports/transactions.csv?${query}`, {
      authorization,
    });
    for (const id of both) {
      const { import: draft, items } = await previewFile(caller, id, text);
      expect(draft?.rows).toMatchObject({ new: 0, possible_match: 0, duplicate: 1, error: 1 });
      expect(items.map(({ reason }) => reason)).toContain(
        "Is of another account: import the file there too.",
      );
    }
  });

  it(
    "as JSON has the very rows of transactions.list, with names beside ids; an empty one is " +
      "an empty list",
    async () => {
      const account = newId();
      const accountId = await openAccount(caller, { name: account });
      expect(JSON.parse((await exportOf(accountId, "json")).text)).toEqual([]);
      const categoryId = (await categoryIds(caller))("Groceries");
      await caller.transactions.create({
        transactions: Array.from({ length: 150 }, (_, at) =>
          purchase(accountId, { payee: `P${at}`, ...(at % 2 ? { categoryId } : {}) }),
        ),
      });
      const named = (await list(accountId)).map(({ lines, ...row }) => ({
        ...{ ...row, account },
        lines: lines.map((line) => ({
          ...line,
          category: line.categoryId === categoryId ? "Groceries" : null,
        })),
      }));
      expect(JSON.parse((await exportOf(accountId, "json")).text)).toEqual(named);
    },
  );

  it("holds more rows than are read at once, each once", async () => {
    const accountId = await openAccount(caller, { name: newId() });
    const rows = Array.from(
      { length: 2_500 },
      (_, at) => `2026-03-${String((at % 28) + 1).padStart(2, "0")},P${at},-1.00`,
    );
    await commitFile(caller, accountId, ["Date,Payee,Amount", ...rows].join("\n"));
    const lines = (await exportOf(accountId)).text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(2_501);
    expect(new Set(lines).size).toBe(2_501);
  });
});

describe("who reads an export", () => {
  const file = () => `${server.url}/api/exports/transactions.csv`;

  it(
    "the signed-in person by a link of this site, and by none of " + "another; nobody else",
    async () => {
      const { cookie } = user;
      expect((await send(file(), { method: "GET", headers: { cookie } })).status).toBe(200);
      expect(
        (await send(file(), { method: "GET", headers: { cookie, "sec-fetch-site": "cross-site" } }))
          .status,
      ).toBe(403);
      expect((await send(file(), { method: "GET" })).status).toBe(401);
      expect((await send(file(), { method: "POST", headers: { cookie } })).status).toBe(405);
    },
  );

  it(
    "S4: a session's cookie does not open the file of the keys; a key without the scope opens " +
      "neither",
    async () => {
      const { cookie } = user;
      expect((await rest(server.url, "GET /exports/transactions.csv", { cookie })).status).toBe(
        401,
      );
      const { authorization } = await createKey(t.runtime, user, { scopes: ["reports:read"] });
      expect(
        (await rest(server.url, "GET /exports/transactions.csv", { authorization })).status,
      ).toBe(403);
      expect((await send(file(), { method: "GET", headers: { authorization } })).status).toBe(403);
    },
  );

  it(
    "A2: somebody else's account is an empty file; an unknown filter is refused before " +
      "anything is sent",
    async () => {
      const accountId = await openAccount(caller, { name: newId() });
      await addPurchase(caller, accountId);
      const { authorization } = await createKey(t.runtime, await createUser(t.runtime));
      const foreign = await rest(
        server.url,
        `GET /exports/transactions.json?accountId=${accountId}`,
        { authorization },
      );
      expect(JSON.parse(foreign.text)).toEqual([]);
      const refused = await rest(server.url, "GET /exports/transactions.csv?acountId=1", {
        authorization: key.authorization,
      });
      expect(refused).toMatchObject({ status: 400, text: expect.stringContaining("accountId") });
    },
  );

  it("the procedure names the files for whoever asks", async () => {
    const { csv, json, count } = await caller.exports.transactions({ direction: "in", q: "a&b" });
    expect({ csv, json, count }).toEqual({
      count: 0,
      csv: "/api/exports/transactions.csv?direction=in&q=a%26b",
      json: "/api/exports/transactions.json?direction=in&q=a%26b",
    });
    expect(
      (await send(`${server.url}${csv}`, { method: "GET", headers: { cookie: user.cookie } }))
        .status,
    ).toBe(200);
  });
});
