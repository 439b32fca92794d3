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

/**
 * The accounts → the body of a preview: the file's bytes as they are, so that any encoding
 * survives.
 */
function preview(file, name, mapping) {
  const account = answer.items.find((one) => one.name === name);
  if (account === undefined) stop(`The ledger has no account named "${name}".`);
  const content = readFileSync(file).toString("base64");
  const settled = mapping ? { mapping: JSON.parse(mapping) } : {};
  console.log(
    JSON.stringify({ accountId: account.id, fileName: basename(file), content, ...settled }),
  );
}

/**
 * The preview → the import's id and the number of rows that cannot be read. Nothing is guessed at.
 */
function check() {
  const { import: draft, ambiguous } = answer;
  if (draft === null)
    stop(
      ...ambiguous.map(
        ({ field, question, options }) => `${field}: ${question} ${JSON.stringify(options)}`,
      ),
      'Settle it once, e.g. import.sh FILE ACCOUNT \'{"dateOrder":"DMY"}\'; pfn ' +
        "remembers it for the account.",
    );
  console.log(draft.id, draft.rows.error);
}

/** The rows of an import that cannot be read → where and why. A file is not added in part. */
function wrong() {
  stop(...answer.items.map(({ line, reason }) => `line ${line}: ${reason}`), "Nothing was added.");
}

/** The commit → one line for the log. */
function report(name) {
  const { imported, matched, held, duplicate, previously_deleted: deleted } = answer.rows;
  const waiting = held > 0 ? `, ${held} that may be there already: decide in pfn` : "";
  console.log(
    `${name}: ${imported} added, ${duplicate + matched + deleted} known already${waiting}.`,
  );
}

({ preview, check, wrong, report })[step](...args);
