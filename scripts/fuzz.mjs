import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

// `pnpm fuzz [file …] [--minutes 5 | --runs 100000] [--seed 7]`: the suite's fuzz targets, each for
// a time or a number of cases.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string" }, runs: { type: "string" }, seed: { type: "string" } },
});
const env = {
  ...process.env,
  ...(values.runs === undefined
    ? { FUZZ_MINUTES: values.minutes ?? "5" }
    : { FUZZ_RUNS: values.runs }),
  ...(values.seed === undefined ? {} : { FC_SEED: values.seed }),
};
const files =
  positionals.length === 0 ? [".fuzz.test"] : positionals.map((name) => `${name}.fuzz.test`);
const vitest = [
  "exec",
  "vitest",
  "run",
  "--passWithNoTests",
  "--testTimeout=0",
  "--maxWorkers=1",
  ...files,
];
const failed = ["@pfn/keys", "@pfn/api"].filter((name) => {
  const args = ["-y", "pnpm@12", `--filter=${name}`, ...vitest];
  return spawnSync("npx", args, { env, stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) {
  console.error(
    "Add the printed seed and path to packages/keys/test/fuzz-seeds.json, then correct " +
      "what it found.",
  );
  process.exitCode = 1;
}
