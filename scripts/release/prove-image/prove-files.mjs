import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { walk } from "../assemble/walk.mjs";

/** Files that hold secrets by their name. */
const SECRET_NAMES = /^(\.env.*|\.npmrc|auth-secret|id_\w+|.*\.(pem|key|p12|pfn-backup))$/;
/** An integration key, a private key, a token of npm's, a URL with a password. */
const SECRETS = new RegExp(
  [
    "pfn_(live|test)_[0-9A-Za-z]{38}",
    "BEGIN [A-Z ]*PRIVATE KEY-----\\n",
    "_authToken=",
    "postgres://\\w+:\\w{12,}@",
  ].join("|"),
);

/**
 * What the image holds, and as whom it runs.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {import("./checks.mjs").Checks} checks
 * @param {string} [own] a release folder that this machine made of the same sources
 */
export function proveFiles(tool, checks, own) {
  const { User, Volumes, Healthcheck } = tool.config;
  checks.that("runs as uid 1000", User === "1000:1000", User);
  checks.that("has one volume", Object.keys(Volumes).join() === "/data");
  checks.that("says how to ask for its health", Healthcheck?.Test?.[0] === "CMD");
  const app = join(tool.unpack(), "app");
  const files = [...walk(app)].filter(({ stats }) => stats.isFile());
  const bytes = files.reduce((sum, { stats }) => sum + stats.size, 0);
  const megabytes = `${(bytes / 1e6).toFixed(0)} MB in ${files.length} files`;
  checks.that("its layer of pfn has at most 170 MB", bytes <= 170e6, megabytes);
  checks.that("holds no source map", ...none(files.filter(({ path }) => path.endsWith(".map"))));
  checks.that("holds no secret", ...none(files.filter(({ path }) => isSecret(path))));
  if (own !== undefined) {
    const others = findDifferences(app, own);
    checks.that(
      "is what this machine builds of the same sources",
      others.length === 0,
      others.slice(0, 5).join(" ") || undefined,
    );
  }
}

/**
 * The paths at which two folders do not hold the same.
 *
 * @param {string} one
 * @param {string} other
 */
function findDifferences(one, other) {
  const [first, second] = [one, other].map(readFolder);
  const paths = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
  return [...paths].filter((path) => first?.get(path) !== second?.get(path));
}

/** @param {string} folder */
function readFolder(folder) {
  const files = [...walk(folder)].filter(({ stats }) => stats.isFile());
  return new Map(files.map(({ path }) => [relative(folder, path), readFileSync(path, "latin1")]));
}

/** @param {string} path */
function isSecret(path) {
  return SECRET_NAMES.test(basename(path)) || SECRETS.test(readFileSync(path, "latin1"));
}

/**
 * Whether there is none, and the first of those that there are.
 *
 * @param {{ path: string }[]} files
 * @returns {[boolean, string | undefined]}
 */
function none(files) {
  return [files.length === 0, files[0]?.path];
}
