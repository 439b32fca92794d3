import { KNOWN_ADVISORIES } from "./advisories.mjs";

const GRACE_IN_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * @typedef {{ github_advisory_id?: string, url?: string, module_name: string, severity: string,
 *   title: string }} Advisory
 */

/**
 * The advisories of high or critical severity that the lockfile is open to, as lines that fail the
 * check. One that is listed as known is let through for a week (C1).
 *
 * @param {readonly Advisory[]} advisories as the registry reported them for the lockfile's versions
 * @param {{ now: Date, known?: typeof KNOWN_ADVISORIES }} options
 * @returns {string[]}
 */
export function judgeAdvisories(advisories, { now, known = KNOWN_ADVISORIES }) {
  return advisories
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .filter(({ github_advisory_id: id = "" }) => {
      const since = Date.parse(known[id]?.since ?? "");
      return !(since <= now.getTime() && now.getTime() < since + GRACE_IN_MS);
    })
    .map(
      ({ module_name, severity, title, url }) =>
        `${module_name}: ${severity} advisory "${title}" (${url}). Update it, or list it ` +
        "in advisories.mjs.",
    );
}
