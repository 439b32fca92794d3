/**
 * Licences under which somebody else's code may reach a release: they ask for a notice and no more.
 */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
]);

/**
 * Whether an expression of SPDX can be kept to: of `OR` one side must be allowed, of `AND` both.
 * `AND` binds closer. What is no such expression is not allowed.
 *
 * @param {string} expression
 * @example isAllowed("(MIT OR GPL-3.0-only)") // true
 * @example isAllowed("MIT AND GPL-3.0-only") // false
 */
export function isAllowed(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const either = () => {
    let isGood = both();
    while (tokens[0] === "OR" && tokens.shift()) isGood = both() || isGood;
    return isGood;
  };
  const both = () => {
    let isGood = one();
    while (tokens[0] === "AND" && tokens.shift()) isGood = one() && isGood;
    return isGood;
  };
  /** @returns {boolean} */
  const one = () => {
    const token = tokens.shift() ?? "";
    if (token !== "(") return ALLOWED.has(token);
    const isGood = either();
    return tokens.shift() === ")" && isGood;
  };
  const isGood = either();
  return isGood && tokens.length === 0;
}

/**
 * The licence of a component of the bill of materials, as an expression; empty when it has none.
 *
 * @param {import("./make-sbom.mjs").Component} component
 */
export const licenceOf = ({ licenses = [] }) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? "").join(" AND ");

/**
 * What is wrong with the licences of a release, each in a line with the remedy.
 *
 * @param {readonly import("./make-sbom.mjs").Component[]} components
 * @returns {string[]}
 */
export function findLicenceProblems(components) {
  return components.flatMap((component) => {
    const licence = licenceOf(component);
    if (isAllowed(licence)) return [];
    const name = decodeURIComponent(component.purl).replace("pkg:npm/", "");
    const what = licence === "" ? "no licence" : `the licence ${licence}`;
    return [
      `${name} has ${what}, which scripts/release/licences.mjs does not list. Use another one.`,
    ];
  });
}
