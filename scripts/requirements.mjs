import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findCitations, readEvidence } from "./requirements/find-evidence.mjs";
import { findGaps } from "./requirements/find-gaps.mjs";
import { renderEvidence, renderTable } from "./requirements/render-table.mjs";

// `node scripts/requirements.mjs` writes docs/security.md. With --check it writes nothing and fails
// when the page is stale. With --evidence FILE it writes every test's name to that file instead.
// Each of them fails on gaps.

const PAGE = fileURLToPath(new URL("../docs/security.md", import.meta.url));
const REQUIREMENTS = new URL("requirements/requirements.json", import.meta.url);

const { values } = parseArgs({
  options: { check: { type: "boolean" }, evidence: { type: "string" } },
});
const requirements = JSON.parse(readFileSync(REQUIREMENTS, "utf8"));
const citations = findCitations(readEvidence(fileURLToPath(new URL("..", import.meta.url))));
const problems = findGaps(requirements, citations);
const page = renderTable(requirements, citations);
if (values.evidence !== undefined)
  writeFileSync(values.evidence, renderEvidence(requirements, citations));
else if (values.check !== true) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, "utf8") !== page)
  problems.push("docs/security.md is stale. Run node scripts/requirements.mjs.");

for (const problem of problems) console.error(problem);
const records = citations.filter(({ path }) => path.endsWith(".md")).map(({ id }) => id);
console.log(
  `${citations.length} citations, of which decision records: ${records.join(", ") || "none"}.`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
