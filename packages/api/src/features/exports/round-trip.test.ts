import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller, RouterInputs } from "../../root";
import { categoryIds, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { type DrawnHistory, type DrawnRow, dayOf, history, money } from "./test/drawn-history";

const t = useRuntime();
const server = useServer(t);

type NewRow = RouterInputs["transactions"]["create"]["transactions"][number];

/** Books of one person: a caller, a key that exports, and names instead of ids. */
interface Books {
  caller: AppCaller;
  authorization: string;
  idOf: (category: string) => string;
  nameOf: (categoryId: string | null) => string | null;
}

async function openBooks(): Promise<Books> {
  const user = await createUser(t.runtime);
  const caller = await asSession(t.runtime, user);
  const { authorization } = await createKey(t.runtime, user, {
    scopes: ["transactions:read", "accounts:read", "categories:read"],
  });
  const { items } = await caller.categories.list();
  const names = new Map(items.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return { caller, authorization, idOf: await categoryIds(caller), nameOf };
}

let books: Books;
let others: Books;
beforeAll(async () => {
  books = await openBooks();
  others = await openBooks();
});

type Format = "csv" | "json";

const exportOf = async ({ authorization }: Books, accountId: string, format: Format) =>
  (
    await rest(server.url, `GET /exports/transactions.${format}?accountId=${accountId}`, {
      authorization,
    })
  ).text;

/**
 * Everything of an account but ids, versions, times and who wrote it; categories and the other
 * account of a transfer by name.
 */
async function contentOf(
  { caller, nameOf }: Books,
  accountId: string,
  accounts: ReadonlyMap<string, string>,
) {
  const { items } = await caller.transactions.list({ accountId: [accountId], limit: 200 });
  return items
    .map(
      ({ date, amount, payee, note, kind, status, review, rawText, externalId, lines, transfer }) =>
        JSON.stringify({
          ...{ date, amount, payee, note, kind, status, review, rawText, externalId },
          lines: lines.map(({ categoryId, ...line }) => ({
            ...line,
            category: nameOf(categoryId),
          })),
          transfer: transfer && accounts.get(transfer.accountId),
        }),
    )
    .sort();
}

function toInput(drawn: DrawnRow, at: number, accountId: string): NewRow {
  const total = drawn.cents.reduce((sum, cents) => sum + cents, 0);
  return {
    ...{ accountId, date: dayOf(drawn.day), payee: drawn.payee, amount: money(total) },
    status: drawn.isPending ? "pending" : "posted",
    lines: drawn.cents.map((cents, line) => {
      const category = drawn.categories[line] ?? null;
      return {
        amount: money(cents),
        categoryId: category === null ? null : books.idOf(category),
        ...(drawn.lineNote === null ? {} : { note: drawn.lineNote }),
      };
    }),
    ...(drawn.note === null ? {} : { note: drawn.note }),
    // Unique in its account, as a bank's own ids are.
    ...(drawn.bankId === null ? {} : { externalId: `${drawn.bankId} ${at}` }),
  };
}

/**
 * Two accounts of the books with the drawn transactions in the first, and the transfers between
 * both.
 */
async function fill({ rows, transfers, opening }: DrawnHistory) {
  const { caller } = books;
  const openings =
    opening === null ? {} : { openingBalance: money(opening), openingDate: "2026-03-01" };
  const accounts = [
    await openAccount(caller, { name: newId(), ...openings }),
    await openAccount(caller, { name: newId() }),
  ] as const;
  const transactions = rows.map((drawn, at) => toInput(drawn, at, accounts[0]));
  if (transactions.length > 0) {
    const { results } = await caller.transactions.create({ transactions });
    const reviewed = results.flatMap((result, at) =>
      "id" in result && rows[at]?.isReviewed
        ? [{ id: result.id, version: 1, patch: { review: "reviewed" as const } }]
        : [],
    );
    if (reviewed.length > 0) await caller.transactions.update({ transactions: reviewed });
  }
  for (const { day, cents, payee } of transfers)
    await caller.transfers.create({
      ...{
        fromAccountId: accounts[0],
        toAccountId: accounts[1],
        date: dayOf(day),
        amount: money(cents),
        payee,
      },
    });
  return accounts;
}

const NOTHING_NEW = { new: 0, possible_match: 0, previously_deleted: 0, error: 0 };

it.each([
  ["csv", "csv"],
  ["json", "json"],
  ["json", "csv"],
] as const)(
  "exports of two accounts, as %s and as %s, imported into empty accounts of another ledger " +
    "give equal data; in either form they add nothing more, there or at home",
  async (...formats) => {
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        const own = await fill(drawn);
        const copies = [
          await openAccount(others.caller, { name: newId() }),
          await openAccount(others.caller, { name: newId() }),
        ] as const;
        for (const at of [0, 1] as const) {
          if ((await books.caller.transactions.list({ accountId: [own[at]] })).items.length === 0)
            continue;
          const file = await exportOf(books, own[at], formats[at]);
          await commitFile(others.caller, copies[at], file);
          for (const again of [
            file,
            await exportOf(books, own[at], formats[at] === "csv" ? "json" : "csv"),
          ]) {
            expect((await previewFile(books.caller, own[at], again)).import?.rows).toMatchObject(
              NOTHING_NEW,
            );
            expect(
              (await previewFile(others.caller, copies[at], again)).import?.rows,
            ).toMatchObject(NOTHING_NEW);
          }
        }
        const labels = new Map(
          [own, copies].flatMap((pair) => pair.map((id, at) => [id, `account ${at}`] as const)),
        );
        for (const at of [0, 1] as const)
          expect(await contentOf(others, copies[at], labels)).toEqual(
            await contentOf(books, own[at], labels),
          );
      }),
      { numRuns: 6 },
    );
  },
);

it.each(["csv", "json"] as const)(
  "the largest transaction that there can be comes back from a %s export, in whatever script",
  async (format) => {
    const { caller } = books;
    // Long in characters where a quote is escaped twice, long in bytes where it is an emoji.
    for (const unit of ['"', "🏖"]) {
      const accountId = await openAccount(caller, { name: newId() });
      const lines = Array.from({ length: 50 }, () => ({
        amount: money(-1),
        note: unit.repeat(500),
      }));
      const texts = {
        payee: unit.repeat(200),
        note: unit.repeat(1_000),
        externalId: unit.repeat(200),
      };
      const transactions = [{ accountId, date: dayOf(1), amount: money(-50), lines, ...texts }];
      await caller.transactions.create({ transactions });
      const copy = await openAccount(others.caller, { name: newId() });
      await commitFile(others.caller, copy, await exportOf(books, accountId, format));
      const nobody = new Map<string, string>();
      expect(await contentOf(others, copy, nobody)).toEqual(
        await contentOf(books, accountId, nobody),
      );
    }
  },
);
