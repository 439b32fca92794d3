import { expect, it } from "vitest";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { get, post } from "./requests";
import { rest } from "./rest";
import { useServer } from "./server";

// What somebody earns and spends is nobody's business who reads the log, at the most talkative level and when things go wrong (L3).

const t = useRuntime();
const server = useServer(t);

const PRIVATE = [
  "Zylophonist",
  "quixotic note",
  "48151.62",
  "4815162",
  "Wallaby account",
  "Secretive label",
  "odd reason",
];
const [payee = "", note = "", amount = "", , name = "", label = "", reason = ""] = PRIVATE;

it("L3: no payee, note, amount, account or reason stands in a log line, whether a call is answered, refused or fails", async () => {
  const user = await createUser(t.runtime);
  const { authorization } = await createKey(t.runtime, user, { label });
  const { url } = server;
  const opened = await rest(url, "POST /accounts", {
    authorization,
    body: { name, type: "cash", currency: "EUR", note },
  });
  const accountId = JSON.parse(opened.text).account.id;
  const row = { accountId, date: "2026-03-31", amount: { amount: `-${amount}`, currency: "EUR" }, payee, note };
  const create = (transactions: unknown[]) =>
    post(url, "transactions.create", { authorization, body: { transactions, reason } });

  expect((await create([row])).status).toBe(200);
  expect((await create([{ ...row, amount: { amount: `-${amount}9`, currency: "EUR" } }])).status).toBe(400);
  expect((await create([{ ...row, accountId: user.userId }])).status).toBe(404);
  expect((await create([{ ...row, [payee]: note }])).status).toBe(400);
  await rest(url, `GET /transactions?q=${payee}&min=${amount}`, { authorization });
  await get(url, "transactions.list", { authorization, input: { q: `${payee} ${note}`, max: amount } });
  await get(url, "transactions.list", { authorization, input: { sort: payee } });
  const text = `Date,Payee,Amount\n2026-03-30,${payee},-${amount}\nnever,${note},${amount}\n`;
  expect(
    (await post(url, "imports.preview", { authorization, body: { accountId, fileName: `${name}.csv`, text } })).status,
  ).toBe(200);

  // PostgreSQL's own words about a row that it refuses quote the whole row.
  await t.runtime.db.$executeRaw`alter table transactions add constraint nothing_more check (false) not valid`;
  expect((await create([{ ...row, externalId: payee }])).status).toBeGreaterThanOrEqual(400);
  await t.runtime.keyUse.flush({ all: true });
  await t.runtime.background.settle();

  const lines = t.logLines.join("");
  expect(t.logLines.length).toBeGreaterThanOrEqual(10);
  for (const text of PRIVATE) expect(lines).not.toContain(text);
});
