import { expect, it } from "vitest";
import { eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { commitFile } from "../../test/import-files";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

it(
  "invariant 4: a leg that stands twice in a file becomes one leg of the transfer, and a " +
    "regular row",
  async () => {
    const exporter = await createUser(t.runtime);
    const { authorization } = await createKey(t.runtime, exporter);
    const books = await asSession(t.runtime, exporter);
    const [from, to] = [
      await openAccount(books, { name: "From" }),
      await openAccount(books, { name: "To" }),
    ];
    await books.transfers.create({
      fromAccountId: from,
      toAccountId: to,
      date: "2026-03-01",
      amount: eur("5.00"),
    });
    const exportOf = async (accountId: string) =>
      (
        await rest(server.url, `GET /exports/transactions.csv?accountId=${accountId}`, {
          authorization,
        })
      ).text;
    const out = await exportOf(from);
    const doubled = `${out}${out.split("\r\n").at(-2)}\r\n`;

    const copy = await asSession(t.runtime, await createUser(t.runtime));
    const ids = [
      await openAccount(copy, { name: "From" }),
      await openAccount(copy, { name: "To" }),
    ] as const;
    await commitFile(copy, ids[1], await exportOf(to));
    const { rows } = await commitFile(copy, ids[0], doubled);
    expect(rows.imported).toBe(2);
    const { items } = await copy.transactions.list({ accountId: [ids[0]] });
    expect(items.map(({ kind, transfer }) => [kind, transfer?.accountId ?? null]).sort()).toEqual([
      ["regular", null],
      ["transfer", ids[1]],
    ]);
  },
);
