/** @typedef {import("../supply-chain/read-supply-chain.mjs").Manifest} Manifest */

/**
 * What keeps the manifests from being of one release, each in a line with the remedy.
 *
 * @param {Record<string, Manifest & { version?: string, license?: string }>} manifests by path
 * @returns {string[]}
 */
export function findManifestProblems(manifests) {
  const version = manifests["package.json"]?.version;
  return Object.entries(manifests).flatMap(([path, manifest]) => [
    ...(manifest.version === version
      ? []
      : [`${path} has version ${manifest.version}. Set it to ${version}, as in package.json.`]),
    ...(manifest.license === "MIT" ? [] : [`${path} has no licence. Add "license": "MIT".`]),
  ]);
}

/** The parts of a version's notes, in this order. The last one must be there. */
const PARTS = ["Added", "Changed", "Fixed", "Security", "Upgrade notes"];

/**
 * What is wrong with the notes of a version in CHANGELOG.md, each in a line with the remedy.
 *
 * @param {string} changelog
 * @param {string} version
 * @returns {string[]}
 */
export function findNotesProblems(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const [first = ""] = sections;
  const [heading = "", ...lines] = first.split("\n");
  if (!heading.startsWith(`${version}, `))
    return [`CHANGELOG.md does not begin with ${version}. Write its notes at the top.`];
  if (!/^\S+, 20\d\d-\d\d-\d\d$/.test(heading))
    return [`CHANGELOG.md gives ${version} no date. Write "## ${version}, YYYY-MM-DD".`];
  const parts = lines.join("\n").split(/^### /m).slice(1).map(readPart);
  const names = parts.map(({ name }) => name);
  const empty = parts.filter(({ text }) => text === "").map(({ name }) => name);
  const known = PARTS.filter((name) => names.includes(name));
  return [
    ...(names.join() === known.join()
      ? []
      : [`CHANGELOG.md: ${version} has other parts than ${PARTS.join(", ")}, in this order.`]),
    ...(names.includes("Upgrade notes")
      ? []
      : [`CHANGELOG.md: ${version} has no upgrade notes. Say which migrations it has.`]),
    ...empty.map((name) => `CHANGELOG.md: "${name}" of ${version} is empty. Fill or remove it.`),
  ];
}

/** @param {string} part */
function readPart(part) {
  const [name = "", ...lines] = part.split("\n");
  return { name, text: lines.join("\n").trim() };
}
