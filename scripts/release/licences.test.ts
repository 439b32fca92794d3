import { describe, expect, it } from "vitest";
import { findLicenceProblems, isAllowed } from "./licences.mjs";

const GOOD = "MIT";
const BAD = "GPL-3.0-only";

describe("a licence is allowed", () => {
  it.each([
    [GOOD, true],
    [BAD, false],
    ["", false],
    ["SEE LICENSE IN terms.txt", false],
    [`${GOOD} OR ${BAD}`, true],
    [`(${BAD} OR ${GOOD})`, true],
    [`${GOOD} AND ${BAD}`, false],
    ["MIT AND ISC AND BSD-3-Clause", true],
    [`(${GOOD} OR ${BAD}) AND ${BAD}`, false],
    [`${GOOD} OR ${BAD} AND ${BAD}`, true],
    [`${BAD} AND ${GOOD} OR ${GOOD}`, true],
    [`(${GOOD}`, false],
    [`${GOOD}) OR ${GOOD}`, false],
  ])("%j: %s", (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });
});

it("a refusal names package, version, licence and the remedy", () => {
  const component = { name: "shared", group: "@some", version: "1.0.0", "bom-ref": "" };
  const purl = "pkg:npm/%40some/shared@1.0.0";
  const licences = (id?: string) => (id === undefined ? {} : { licenses: [{ license: { id } }] });
  const problemsOf = (id?: string) =>
    findLicenceProblems([{ ...component, purl, ...licences(id) }]);
  expect(problemsOf(GOOD)).toEqual([]);
  expect(problemsOf(BAD)).toEqual([
    expect.stringMatching(
      /^@some\/shared@1\.0\.0 has the licence GPL-3\.0-only, .+ Use another one\.$/,
    ),
  ]);
  expect(problemsOf()).toEqual([expect.stringMatching(/^@some\/shared@1\.0\.0 has no licence, /)]);
});
