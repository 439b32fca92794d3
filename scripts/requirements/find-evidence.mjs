import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ path: string, text: string }} SourceFile
 * @typedef {{ id: string, path: string, name: string }} Citation a test's or a decision record's claim to show a requirement
 */

const NUMBERS = String.raw`[A-Z]\d+(?:, [A-Z]\d+)*`;
// A test's name is the first argument of a call, so a quoted text after a parenthesis that begins with numbers and a colon.
const TEST_NAME = new RegExp(String.raw`\(\s*(["'\`])(${NUMBERS}): ((?:\\.|(?!\1)[^\\])+)\1\s*[,)]`, "g");
const RECORD_LINE = new RegExp(`^Requirement: (${NUMBERS})$`, "gm");

/**
 * The tests and decision records of the checkout at `root`, whether git knows them already or not.
 *
 * @param {string} root
 * @returns {SourceFile[]}
 */
export function readEvidence(root) {
  const patterns = ["*.test.ts", "*.test.tsx", "*.e2e.ts", "docs/decisions/*.md"];
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...patterns], {
    cwd: root,
    encoding: "utf8",
  });
  const paths = listed.split("\n").filter((path) => path !== "" && existsSync(join(root, path)));
  return [...new Set(paths)].sort().map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/**
 * Every citation in the files. A test cites by the numbers at the beginning of its name ("K6, K8: …"), a record by a line "Requirement: K6".
 *
 * @param {readonly SourceFile[]} files
 * @returns {Citation[]}
 */
export function findCitations(files) {
  return files.flatMap(({ path, text }) =>
    path.endsWith(".md") ? citationsOfRecord(path, text) : citationsOfTests(path, text),
  );
}

/**
 * @param {string} path
 * @param {string} text
 */
function citationsOfTests(path, text) {
  return [...text.matchAll(TEST_NAME)].flatMap(([, , numbers = "", name = ""]) =>
    numbers.split(", ").map((id) => ({ id, path, name: name.replaceAll(/\\(["'`\\])/g, "$1") })),
  );
}

/**
 * @param {string} path
 * @param {string} text
 */
function citationsOfRecord(path, text) {
  const [, title = path] = text.match(/^# (.+)$/m) ?? [];
  return [...text.matchAll(RECORD_LINE)].flatMap(([, numbers = ""]) =>
    numbers.split(", ").map((id) => ({ id, path, name: `decision ${title}` })),
  );
}
