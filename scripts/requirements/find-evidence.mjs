import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ path: string, text: string }} SourceFile
 * @typedef {{ id: string, path: string, name: string }} Citation a test's or a decision record's
 *   claim to show a requirement
 */

const NUMBERS = String.raw`[A-Z]\d+(?:, [A-Z]\d+)*`;
const CITING_TITLE = new RegExp(`^(${NUMBERS}): ([^]+)$`);
const RECORD_LINE = new RegExp(`^Requirement: (${NUMBERS})$`, "gm");
// Each test or group begins its line. Its title is the last text before its function: in quotes, or
// in several that are added up.
const CALL = /^( *)(it|test|describe)\b/gm;
const QUOTED = /"(?:\\.|[^"\\])+"|'(?:\\.|[^'\\])+'|`(?:\\.|[^`\\])+`/g;
const SUM = `(?:${QUOTED.source})(?:\\s*\\+\\s*(?:${QUOTED.source}))*`;
const TITLE = new RegExp(`\\(\\s*(${SUM}),\\s*(?:\\{[^}]*\\},\\s*)?(?:async\\b|\\()`);
// What a run puts into a name: from the row of a table, or a value of its file.
const TABLE = /^ *\w+(?:\.\w+)*\.(each|for)\b/;
const PLACE_OF_ROW = /%[sdifjoO#$]|\$[A-Za-z_][\w.]*/g;
const PLACE_OF_VALUE = /\$\{[^}]*\}/g;

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
  return [...new Set(paths)]
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/**
 * Every citation in the files. A test cites by the numbers at the beginning of its name ("K6, K8:
 * …"), a record by a line "Requirement: K6".
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
 * A test's name is read with the groups that it stands in, a group's with the tests that stand in
 * it.
 *
 * @param {string} path
 * @param {string} text
 */
function citationsOfTests(path, text) {
  const calls = findCalls(text);
  return calls.flatMap((call, index) => {
    const [, numbers = "", title = ""] = call.title.match(CITING_TITLE) ?? [];
    const name = [...groupsOf(calls, index), title].join(" › ");
    const inside = call.kind === "describe" ? titlesInside(calls, index) : [];
    const whole = inside.length > 0 ? `${name}: ${inside.join("; ")}` : name;
    return numbers === "" ? [] : numbers.split(", ").map((id) => ({ id, path, name: whole }));
  });
}

/**
 * @typedef {{ indent: number, kind: string, title: string }} Call
 *
 * @param {string} text
 * @returns {Call[]}
 */
function findCalls(text) {
  const starts = [...text.matchAll(CALL)];
  return starts.map((start, index) => {
    const call = text.slice(start.index, starts[index + 1]?.index);
    return { indent: start[1]?.length ?? 0, kind: start[2] ?? "", title: readTitle(call) };
  });
}

/**
 * The name of a test or group as it stands in its call; what a run puts in is an ellipsis here.
 *
 * @param {string} call
 */
function readTitle(call) {
  const [, sum = ""] = call.match(TITLE) ?? [];
  const title = (sum.match(QUOTED) ?? []).map(readQuoted).join("");
  return TABLE.test(call) ? title.replaceAll(PLACE_OF_ROW, "…") : title;
}

/** @param {string} quoted */
function readQuoted(quoted) {
  const text = quoted.slice(1, -1).replaceAll(/\\(["'`\\])/g, "$1");
  return quoted.startsWith("`") ? text.replaceAll(PLACE_OF_VALUE, "…") : text;
}

/**
 * @param {readonly Call[]} calls
 * @param {number} index
 */
function groupsOf(calls, index) {
  const titles = [];
  let indent = calls[index]?.indent ?? 0;
  for (const call of calls.slice(0, index).reverse()) {
    if (call.kind !== "describe" || call.indent >= indent) continue;
    indent = call.indent;
    titles.unshift(withoutNumbers(call.title));
  }
  return titles;
}

/**
 * @param {readonly Call[]} calls
 * @param {number} index
 */
function titlesInside(calls, index) {
  const { indent = 0 } = calls[index] ?? {};
  const after = calls.slice(index + 1);
  const end = after.findIndex((call) => call.indent <= indent);
  return after.slice(0, end === -1 ? after.length : end).map(({ title }) => withoutNumbers(title));
}

const withoutNumbers = (/** @type {string} */ title) => title.replace(CITING_TITLE, "$2");

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
