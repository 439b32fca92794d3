import { gte, valid } from "semver";
import { FLOORS } from "./floors.mjs";

/**
 * What the lockfile resolves to and must not (C1, C2): versions below a floor, wherever in the tree
 * they appear, and packages that are not a registry's tarball with a sha512 to check it by.
 *
 * @param {import("./read-supply-chain.mjs").SupplyChain} chain
 * @returns {string[]}
 */
export function findLockedProblems({ lockfile }) {
  return Object.entries(lockfile.packages).flatMap(([id, { resolution }]) => {
    const { name, version } = splitId(id);
    const foreign = valid(version) !== version || Object.keys(resolution).join() !== "integrity";
    if (foreign || !/^sha512-[\w+/]{86}==$/.test(resolution["integrity"] ?? "")) {
      return [
        `pnpm-lock.yaml: ${id} is no tarball of the registry with a sha512. Depend on a ` +
          "published version.",
      ];
    }
    const rule = FLOORS.find((floor) => floor.name === name);
    if (!rule || gte(version, rule.floor)) return [];
    return [
      `pnpm-lock.yaml: ${id} is older than ${rule.floor}: ${rule.reason}. Update it, or ` +
        "what depends on it.",
    ];
  });
}

/**
 * `@scope/name@1.2.3` in its parts.
 *
 * @param {string} id
 */
export function splitId(id) {
  const at = id.indexOf("@", 1);
  return { name: id.slice(0, at), version: id.slice(at + 1) };
}
