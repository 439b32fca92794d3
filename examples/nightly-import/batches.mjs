import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

// Turns a CSV file into the bodies of `POST /api/v1/transactions`, one a line, each after its digest:
// node batches.mjs FILE ACCOUNT < the answer of `GET /api/v1/accounts`

const [, , file = "", name = ""] = process.argv;

/** So many rows one call takes; `GET /api/v1/me` says it too. */
const ROWS_PER_CALL = 200;
const HEAD = "date,amount,payee,externalId";

/** Ends the program with one line that says what to put right. */
function stop(line) {
  console.error(line);
  process.exit(1);
}

const account = JSON.parse(readFileSync(0, "utf8")).items.find((one) => one.name === name);
if (account === undefined) stop(`The ledger has no account named "${name}".`);

const [head, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
if (head !== HEAD) stop(`${file}: the first line must be "${HEAD}".`);

const transactions = lines.map((line, index) => {
  const fields = line.split(",");
  // A quote may hide a comma; a file with quotes is for a CSV library to read, and not to be guessed at.
  if (fields.length !== 4 || line.includes('"')) stop(`${file}, line ${index + 2}: expected ${HEAD}, without quotes.`);
  const [date, amount, payee, externalId] = fields;
  return { accountId: account.id, date, amount: { amount, currency: account.currency }, payee, externalId };
});

for (let start = 0; start < transactions.length; start += ROWS_PER_CALL) {
  const rows = transactions.slice(start, start + ROWS_PER_CALL);
  const body = JSON.stringify({ transactions: rows, reason: "Nightly import" });
  console.log(createHash("sha256").update(body).digest("hex"), body);
}
