/**
 * What is wrong between requirements and evidence: numbers that nothing shows, and citations of
 * numbers that do not exist.
 *
 * @param {import("./render-table.mjs").Requirements} requirements
 * @param {readonly import("./find-evidence.mjs").Citation[]} citations
 * @returns {string[]}
 */
export function findGaps(requirements, citations) {
  const known = new Set(Object.values(requirements).flatMap((entries) => Object.keys(entries)));
  const shown = new Set(citations.map(({ id }) => id));
  return [
    ...[...known]
      .filter((id) => !shown.has(id))
      .map((id) => `${id} is shown by nothing. ${howToCite(id)}`),
    ...citations
      .filter(({ id }) => !known.has(id))
      .map(
        ({ id, path, name }) => `${path}: "${name}" cites ${id}, which does not exist (${LIST}).`,
      ),
  ];
}

const LIST = "scripts/requirements/requirements.json";

/** @param {string} id */
const howToCite = (id) =>
  `Cite it in a test's name ("${id}: …") or in a decision record ("Requirement: ${id}").`;
