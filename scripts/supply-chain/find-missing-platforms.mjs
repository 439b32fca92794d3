/** Where people run or work on pfn. Musl and the rarer ones come along where a package has them. */
const PLATFORMS = ["darwin/arm64", "darwin/x64", "linux/arm64", "linux/x64", "win32/x64"];

/**
 * Native packages whose binary for one of the platforms is not in the lockfile (C2). A registry
 * that did not have it on the day it was locked leaves it out silently, and a frozen install then
 * has nothing to run there.
 *
 * @param {import("./read-supply-chain.mjs").SupplyChain} chain
 * @returns {string[]}
 */
export function findMissingPlatforms({ lockfile }) {
  return Object.entries(lockfile.snapshots).flatMap(([id, { optionalDependencies = {} }]) => {
    const binaries = Object.entries(optionalDependencies)
      .map(([name, version]) => lockfile.packages[`${name}@${version.replace(/\(.*/, "")}`])
      .filter((binary) => binary?.os && binary.cpu);
    // One binary alone is an optional extra of one system, such as macOS' file watcher, or a part
    // of a package that is listed itself.
    if (binaries.length < 2) return [];
    const missing = PLATFORMS.filter(
      (platform) => !binaries.some((binary) => binary && runsOn(binary, platform)),
    );
    return missing.map(
      (platform) =>
        `pnpm-lock.yaml: ${id.replace(/\(.*/, "")} has no binary for ${platform}. Lock ` +
        "it again, or an older version.",
    );
  });
}

/**
 * @param {import("./read-supply-chain.mjs").LockedPackage} binary
 * @param {string} platform
 */
function runsOn(binary, platform) {
  const [os = "", cpu = ""] = platform.split("/");
  return Boolean(binary.os?.includes(os) && binary.cpu?.includes(cpu));
}
