import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run, say } from "./console.mjs";

/** What is packed, each with the folder that it is packed from. */
const PACKED = ["packages/client", "packages/mcp"];

/**
 * Packs what is published into `release/packed`, and runs the tests that install these very files.
 * They know the list of files that each holds.
 *
 * @param {string} root
 * @throws Refusal
 */
export function checkPackages(root) {
  const folder = join(root, "release/packed");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of PACKED) {
    const cwd = join(root, path);
    run("npx", ["-y", "pnpm@12", "pack", "--pack-destination", folder], { cwd });
  }
  for (const file of readdirSync(folder)) {
    const names = run("tar", ["-tzf", join(folder, file)], { cwd: root })
      .trim()
      .split("\n");
    say(`${file} holds ${names.map((name) => name.replace("package/", "")).join(", ")}.`);
  }
  for (const path of PACKED) {
    const options = { cwd: join(root, path), env: { PFN_TEST_PACKED: folder } };
    run("npx", ["-y", "pnpm@12", "exec", "vitest", "run", "test/packed.test.ts"], options);
  }
}
