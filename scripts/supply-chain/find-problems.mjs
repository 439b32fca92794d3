import { findInexactVersions } from "./find-inexact-versions.mjs";
import { findLockedProblems } from "./find-locked-problems.mjs";
import { findLooseSettings } from "./find-loose-settings.mjs";
import { findMissingPlatforms } from "./find-missing-platforms.mjs";

/**
 * Everything in the manifests, settings and lockfile that breaks C1 or C2, each with its file and
 * its remedy.
 *
 * @param {import("./read-supply-chain.mjs").SupplyChain} chain
 * @returns {string[]}
 */
export function findProblems(chain) {
  return [findInexactVersions, findLockedProblems, findMissingPlatforms, findLooseSettings].flatMap(
    (find) => find(chain),
  );
}
