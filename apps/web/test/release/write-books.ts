import { type Ask, asKey, postAs } from "./ask";

const DATE = "2026-03-31";
const eur = (amount: string) => ({ amount, currency: "EUR" });

interface Done {
  operationId: string;
}
interface Account extends Done {
  account: { id: string };
}
interface Category extends Done {
  category: { id: string };
}
interface Created extends Done {
  results: { id: string }[];
}
interface Books {
  url: string;
  key: string;
  agent: Ask;
  ada: Ask;
  current: string;
  savings: string;
}

/** Every kind of operation, by a person and by a key, through every endpoint that writes. */
export async function writeBooks(url: string, ada: Ask, key: string): Promise<void> {
  const agent = asKey(url, key);
  const [current, savings] = await writeAccounts(ada, agent);
  const books = { url, key, agent, ada, current, savings };
  const categoryId = await writeCategories(books);
  const rows = await writeTransactions(books, categoryId);
  await writeTransfers(books, rows);
  await writeImports(books);
  await undoSome(books);
}

async function writeAccounts(ada: Ask, agent: Ask): Promise<[string, string]> {
  const open = async (ask: Ask, name: string, more: object = {}) => {
    const input = { name, type: "checking", currency: "EUR", ...more };
    return (await ask<Account>("accounts.create", input)).account.id;
  };
  const current = await open(ada, "Current", { openingBalance: eur("1200.00") });
  const savings = await open(agent, "Savings", { type: "savings", note: "For the roof" });
  await open(agent, "Yen", { type: "cash", currency: "JPY" });
  await agent("accounts.update", { id: savings, version: 1, name: "Roof", note: null });
  await agent("accounts.close", { id: savings, version: 2, closedOn: DATE });
  await agent("accounts.reopen", { id: savings, version: 3 });
  return [current, savings];
}

/** Returns a category of expenses that stays. */
async function writeCategories({ ada, agent }: Books): Promise<string> {
  const add = async (ask: Ask, name: string, more: object = {}) =>
    (await ask<Category>("categories.create", { name, kind: "expense", ...more })).category.id;
  const parentId = await add(ada, "Daily life");
  const food = await add(agent, "Bread and fruit", { parentId });
  const merged = await add(agent, "Sweets");
  await agent("categories.update", { id: food, version: 1, name: "Bread" });
  await agent("categories.archive", { id: food, version: 2 });
  await agent("categories.unarchive", { id: food, version: 3 });
  await agent("categories.merge", { id: merged, version: 1, intoId: food });
  return food;
}

/** Returns three regular rows: two of opposite amounts in two accounts, and one more. */
async function writeTransactions(books: Books, categoryId: string): Promise<string[]> {
  const { agent, url, key, current, savings } = books;
  const lines = [
    { amount: eur("-3.00"), categoryId },
    { amount: eur("-1.50"), note: "Deposit" },
  ];
  const row = { accountId: current, date: DATE, payee: "Bakery “Zum Ähre”" };
  const made = await agent<Created>("transactions.create", {
    transactions: [
      { ...row, amount: eur("-4.50"), lines, externalId: "bank-1", note: "Split" },
      { ...row, amount: eur("-2.00"), status: "pending" },
      { ...row, amount: eur("-50.00"), payee: "To the roof" },
      { ...row, accountId: savings, amount: eur("50.00"), payee: "From current" },
      { ...row, amount: eur("-9.99"), payee: "Twice by mistake" },
    ],
    idempotencyKey: "story-1",
    reason: "Receipts of March",
  });
  const [split = "", pending = "", out = "", into = "", mistake = ""] = made.results.map(
    ({ id }) => id,
  );
  const patch = { categoryId, review: "reviewed", status: "posted" };
  await agent("transactions.update", { transactions: [{ id: pending, version: 1, patch }] });
  await agent("transactions.delete", { ids: [mistake], expectedCount: 1 });
  const more = { transactions: [{ ...row, amount: eur("-1.25"), payee: "Through REST" }] };
  await need(await postAs(key, `${url}/api/v1/transactions`, more));
  const params = {
    name: "create_transactions",
    arguments: { transactions: [{ ...row, amount: eur("-1.75"), payee: "Through MCP" }] },
  };
  const message = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
  await need(await postAs(key, `${url}/api/mcp`, message));
  return [out, into, split];
}

async function writeTransfers({ agent, current, savings }: Books, rows: string[]): Promise<void> {
  const [out, into] = rows.map((id) => ({ id, version: 1 }));
  await agent("transfers.link", { out, in: into });
  const { transfer } = await agent<{ transfer: { id: string } }>("transfers.create", {
    fromAccountId: current,
    toAccountId: savings,
    date: DATE,
    amount: eur("20.00"),
  });
  await agent("transfers.unlink", { id: transfer.id });
}

/** A statement that names its account and its last balance. */
const STATEMENT = `OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>70000000<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260330<TRNAMT>-7.40<FITID>2026-1<NAME>Newsagent</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>1100.00<DTASOF>20260331</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;

/**
 * One import of each state that a person can bring about: a draft, one in force, one undone. And
 * balances that a bank states, in a file and by word.
 */
async function writeImports({ ada, agent, current }: Books): Promise<void> {
  const commit = async (ask: Ask, month: string) => {
    const id = await preview(ask, month);
    return (await ask<Done>("imports.commit", { id, reason: month })).operationId;
  };
  const preview = async (ask: Ask, month: string) => {
    const text = `Date,Payee,Amount\n2026-${month}-02,Kiosk,-3.20\n2026-${month}-03,Wages,900.00\n`;
    const input = { accountId: current, fileName: `${month}.csv`, text };
    const made = await ask<{ import: { id: string } }>("imports.preview", {
      ...input,
      mapping: { dateOrder: "YMD" },
    });
    return made.import.id;
  };
  await commit(agent, "01");
  await ada("operations.undo", { id: await commit(ada, "02") });
  await preview(agent, "04");
  const sent = { accountId: current, fileName: "statement.ofx", text: STATEMENT };
  const statement = await agent<{ import: { id: string } }>("imports.preview", sent);
  await agent("imports.commit", { id: statement.import.id });
  const stated = { accountId: current, on: "2026-02-28", amount: eur("1000.00") };
  await agent("accounts.assertBalance", stated);
}

/** An undo, the undo of an undo, and a sweep. */
async function undoSome({ ada, agent }: Books): Promise<void> {
  const [kept, lost] = await Promise.all(
    ["Purse", "Piggy bank"].map((name) =>
      ada<Account>("accounts.create", { name, type: "cash", currency: "EUR" }),
    ),
  );
  const undone = await ada<Done>("operations.undo", { id: kept?.operationId });
  await ada("operations.undo", { id: undone.operationId, reason: "It was right" });
  await ada("operations.undo", { id: lost?.operationId });
  const since = new Date().toISOString();
  for (const name of ["Shoes", "Hats"]) await agent("categories.create", { name, kind: "expense" });
  await agent("operations.undoMany", { since, reason: "Not wanted" });
}

async function need(response: Response): Promise<void> {
  const text = await response.text();
  if (!response.ok || text.includes('"isError":true'))
    throw new Error(`${response.url}: ${response.status} ${text}`);
}
