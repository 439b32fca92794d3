import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseKey } from "@pfn/keys";
import { formsOf } from "@pfn/keys/testing/secrets";
import { VECTORS } from "@pfn/keys/testing/vectors";

// `tsx scripts/find-secrets.ts <folder> [place …]`: searches what the suite left in the folder, and
// the places, for every secret that it noted there, in every form (L2). First it shows that it
// would find one: each form of a planted secret, in a file like the others.

interface Hit {
  /** File and line. */
  place: string;
  form: string;
}

const [folder = "", ...places] = process.argv.slice(2);
const PLANTED = 'planted/secret?with "every" kind+of_character=47';

const secrets = new Set(
  readFileSync(join(folder, "secrets"), "utf8")
    .trim()
    .split("\n")
    .map((line) => String(JSON.parse(line))),
);
plant();
const missed = formsOf(PLANTED).filter(
  (form) => !search([PLANTED], [join(folder, "planted")]).some(({ form: found }) => found === form),
);
rmSync(join(folder, "planted"), { recursive: true });
const where = [join(folder, "output"), ...places];
const hits = [...search([...secrets], where), ...searchKeys(where)];

for (const form of missed) console.error(`The search is broken: it did not find ${form}`);
for (const { place, form } of hits)
  console.error(`${place}: a secret that begins with ${form.slice(0, 6)}`);
const left = readdirSync(join(folder, "output"));
const count = (kind: string) => left.filter((name) => name.startsWith(kind)).length;
// A search in nothing finds nothing.
const isComplete = secrets.size > 100 && count("log-") > 10 && count("dump-") > 10;
console.log(
  `${left.length} files, among them ${count("log-")} logs and ${count("dump-")} ` +
    `databases${isComplete ? "" : ": too few"}`,
);
console.log(
  `${secrets.size} secrets in ${formsOf(PLANTED).length} forms each: ${hits.length} hits`,
);
process.exitCode = isComplete && missed.length + hits.length === 0 ? 0 : 1;

function plant(): void {
  mkdirSync(join(folder, "planted"), { recursive: true });
  for (const [index, form] of formsOf(PLANTED).entries()) {
    writeFileSync(
      join(folder, "planted", String(index)),
      `a line\n{"message":"before${form}after"}\n\0binary`,
    );
  }
}

/**
 * Keys that nobody noted, such as those that a browser was shown: told by their checksum, and by
 * not being the published ones.
 */
function searchKeys(where: readonly string[]): Hit[] {
  const published = new Set(VECTORS.map(({ key }) => key));
  return grep(["--extended-regexp", "pfn_(live|test)_[0-9A-Za-z]{38}"], where).filter(
    ({ form }) => parseKey(form) !== null && !published.has(form),
  );
}

/** grep knows how to look for ten thousand texts at once. */
function search(texts: readonly string[], where: readonly string[]): Hit[] {
  const patterns = join(folder, "patterns");
  writeFileSync(patterns, texts.flatMap(formsOf).join("\n"), { mode: 0o600 });
  const hits = grep(["--fixed-strings", `--file=${patterns}`], where);
  rmSync(patterns);
  return hits;
}

function grep(what: readonly string[], where: readonly string[]): Hit[] {
  const options = [
    "--recursive",
    "--text",
    "--only-matching",
    "--line-number",
    "--null",
    ...what,
    ...where,
  ];
  const env = { ...process.env, LC_ALL: "C" };
  const { stdout, status, stderr } = spawnSync("grep", options, {
    encoding: "utf8",
    env,
    maxBuffer: 2 ** 30,
  });
  if (status === null || status > 1) throw new Error(`grep failed: ${stderr}`);
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [file = "", found = ""] = line.split("\0");
    const at = found.indexOf(":");
    return { place: `${file}:${found.slice(0, at)}`, form: found.slice(at + 1) };
  });
}
