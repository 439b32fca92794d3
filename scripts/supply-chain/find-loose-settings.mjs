import { valid } from "semver";
import { splitId } from "./find-locked-problems.mjs";

const WEEK_IN_MINUTES = 7 * 24 * 60;

/**
 * Settings of pnpm that let in what they should not (C2). An exception to the age of a release
 * names one version, so that it ends by itself; no package may run code at install time.
 *
 * @param {import("./read-supply-chain.mjs").SupplyChain} chain
 * @returns {string[]}
 */
export function findLooseSettings({ workspace }) {
  const age = workspace["minimumReleaseAge"];
  const required = {
    minimumReleaseAgeStrict: true,
    trustPolicy: "no-downgrade",
    blockExoticSubdeps: true,
    strictDepBuilds: true,
  };
  return [
    ...(typeof age === "number" && age >= WEEK_IN_MINUTES
      ? []
      : [`minimumReleaseAge must be ${WEEK_IN_MINUTES} minutes or more.`]),
    ...Object.entries(required)
      .filter(([name, value]) => workspace[name] !== value)
      .map(([name, value]) => `${name} must be ${value}.`),
    ...["dangerouslyAllowAllBuilds", "trustPolicyIgnoreAfter", "trustLockfile"]
      .filter((name) => name in workspace)
      .map((name) => `${name} must not be set.`),
    ...Object.entries(workspace.allowBuilds ?? {})
      .filter(([, value]) => value !== false)
      .map(([name]) => `allowBuilds lets ${name} run code at install time.`),
    ...["minimumReleaseAgeExclude", "trustPolicyExclude"].flatMap((name) =>
      inexactExceptions(workspace, name),
    ),
  ].map((problem) => `pnpm-workspace.yaml: ${problem}`);
}

/**
 * @param {Record<string, unknown>} workspace
 * @param {string} name
 */
function inexactExceptions(workspace, name) {
  const exceptions = workspace[name];
  if (exceptions === undefined) return [];
  if (!Array.isArray(exceptions)) return [`${name} must be a list.`];
  return exceptions
    .filter((exception) => typeof exception !== "string" || !valid(splitId(exception).version))
    .map(
      (exception) => `${name} must name one version, and ${JSON.stringify(exception)} does not.`,
    );
}
