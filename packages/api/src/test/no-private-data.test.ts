import { beforeAll, expect, it, vi } from "vitest";
import { asSession } from "./callers";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { contentOf } from "./import-files";
import { batchOf, get, post } from "./requests";
import { rest } from "./rest";
import { useServer } from "./server";

// What people earn, spend and note is none of the log's business, whatever went wrong (L3).

const t = useRuntime();
const server = useServer(t);

/** Found nowhere else. Each stands in an answer, in a table, and in no log line. */
const PRIVATE = {
  amount: "-7319.46",
  minor: "731946",
  payee: "Quagga Tearooms",
  note: "for the zyzzyva's birthday",
  account: "Yttrium Savings",
  category: "Xylophone Lessons",
};
const made = { authorization: "", accountId: "", transactionId: "" };

beforeAll(async () => {
  const user = await createUser(t.runtime);
  made.authorization = (await createKey(t.runtime, user)).authorization;
  const owner = await asSession(t.runtime, user);
  const { account } = await owner.accounts.create({
    name: PRIVATE.account,
    type: "checking",
    currency: "EUR",
    note: PRIVATE.note,
  });
  made.accountId = account.id;
});

const row = () => ({
  accountId: made.accountId,
  date: "2026-03-31",
  amount: { amount: PRIVATE.amount, currency: "EUR" },
  payee: PRIVATE.payee,
  note: PRIVATE.note,
});

/** Good calls and bad ones, by tRPC, by REST, as a file in and as a file out. Answers what they answered. */
async function live(): Promise<string> {
  const { authorization } = made;
  const sender = { authorization };
  const answers = [
    await post(server.url, "transactions.create", {
      authorization,
      body: { transactions: [row()], reason: PRIVATE.note },
    }),
    await post(server.url, "transactions.create", {
      authorization,
      body: { transactions: [{ ...row(), amount: PRIVATE.amount }] },
    }),
    await post(server.url, "transactions.create", {
      authorization,
      body: { transactions: [{ ...row(), [PRIVATE.payee]: PRIVATE.note }] },
    }),
    await post(server.url, "categories.create", { authorization, body: { name: PRIVATE.category } }),
    await post(server.url, "categories.create", { authorization, body: { name: PRIVATE.category } }),
    await get(server.url, "transactions.list", { authorization, input: { q: PRIVATE.payee } }),
    await get(server.url, "transactions.list,accounts.list?batch=1", {
      authorization,
      input: batchOf([{ q: PRIVATE.payee }, { q: PRIVATE.account }]),
    }),
    await post(server.url, "imports.preview", {
      authorization,
      body: {
        accountId: made.accountId,
        ...contentOf(
          `Date,Payee,Amount,Note\n2026-03-31,${PRIVATE.payee},${PRIVATE.amount},${PRIVATE.note}\n2026-03-31,"${PRIVATE.payee},${PRIVATE.amount}\n`,
        ),
      },
    }),
    await post(server.url, "imports.preview", {
      authorization,
      body: {
        accountId: made.accountId,
        ...contentOf(`Date,Payee,Amount,Note\n2026-03-30,${PRIVATE.payee},${PRIVATE.amount},${PRIVATE.note}\n`),
      },
    }),
    await rest(server.url, "POST /transactions", {
      ...sender,
      body: { transactions: [{ ...row(), externalId: "one" }] },
    }),
    await rest(server.url, "POST /transactions", { ...sender, body: `{"transactions":[{"payee":"${PRIVATE.payee}"` }),
    await rest(server.url, `GET /transactions?q=${encodeURIComponent(PRIVATE.payee)}`, sender),
    await rest(server.url, `GET /accounts/${encodeURIComponent(PRIVATE.account)}`, sender),
  ];
  return answers.map((answer) => JSON.stringify(answer)).join("\n");
}

/** An error of the database that shows the row it is about, as its own do in their details, and one of ours that carries such an error. */
async function makeTrouble(): Promise<void> {
  const { authorization } = made;
  const create = () => post(server.url, "transactions.create", { authorization, body: { transactions: [row()] } });
  await t.runtime.db.$executeRaw`
    create function fail() returns trigger language plpgsql as $$
    begin raise exception 'out of order' using detail = 'Failing row contains ' || new::text; end $$`;
  await t.runtime.db
    .$executeRaw`create trigger fail before insert on transactions for each row execute function fail()`;
  expect((await create()).status).toBe(500);
  await t.runtime.db.$executeRaw`drop function fail cascade`;
  const parts = {
    detail: `Failing row contains (${PRIVATE.payee}).`,
    where: PRIVATE.note,
    parameters: [PRIVATE.amount],
  };
  const failing = Object.assign(new Error("out of order"), {
    ...parts,
    meta: { driverAdapterError: { cause: parts } },
  });
  vi.spyOn(t.runtime.db, "$transaction").mockRejectedValueOnce(failing);
  expect((await create()).status).toBe(500);
}

it("L3: no amount, payee, note or name of an account stands in a log line, whatever was called by tRPC, by REST or with a file", async () => {
  const answers = await live();
  for (const text of [PRIVATE.amount, PRIVATE.payee, PRIVATE.note, PRIVATE.account]) expect(answers).toContain(text);
  await makeTrouble();
  await t.runtime.background.settle();
  const lines = t.logLines.join("");
  expect(lines).toContain("procedure.failed");
  for (const [field, text] of Object.entries(PRIVATE)) {
    for (const form of [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), text.replace("-", "")]) {
      expect(lines, field).not.toContain(form);
    }
  }
});
