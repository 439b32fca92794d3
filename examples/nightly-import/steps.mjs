import { readFileSync } from "node:fs";
import { basename } from "node:path";

// What import.sh makes of JSON: node steps.mjs STEP … < an answer of pfn

const [, , step = "", ...args] = process.argv;
const answer = JSON.parse(readFileSync(0, "utf8"));

/** Ends the program with lines that say what to put right. */
function stop(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** The accounts → the body of a preview: the file's bytes as they are, so that any encoding survives. */
function preview(file, name, mapping) {
  const account = answer.items.find((one) => one.name === name);
  if (account === undefined) stop(`The ledger has no account named "${name}".`);
  const content = readFileSync(file).toString("base64");
  const settled = mapping ? { mapping: JSON.parse(mapping) } : {};
  console.log(JSON.stringify({ accountId: account.id, fileName: basename(file), content, ...settled }));
}

/** The preview → the import's id. Nothing is guessed at, and a file with an unreadable row is not added in part. */
function check() {
  const { import: draft, ambiguous, items } = answer;
  if (draft === null)
    stop(
      ...ambiguous.map(({ field, question, options }) => `${field}: ${question} ${JSON.stringify(options)}`),
      'Settle it once, e.g. import.sh FILE ACCOUNT \'{"dateOrder":"DMY"}\'; pfn remembers it for the account.',
    );
  const wrong = items.filter(({ verdict }) => verdict === "error");
  if (draft.rows.error > 0)
    stop(
      `${draft.fileName}: rows that cannot be read: ${draft.rows.error}.`,
      ...wrong.map(({ line, reason }) => `line ${line}: ${reason}`),
    );
  console.log(draft.id);
}

/** The commit → one line for the log. */
function report(name) {
  const { imported, matched, held, duplicate, previously_deleted: deleted } = answer.rows;
  const waiting = held > 0 ? `, ${held} that may be there already: decide in pfn` : "";
  console.log(`${name}: ${imported} added, ${duplicate + matched + deleted} known already${waiting}.`);
}

({ preview, check, report })[step](...args);
