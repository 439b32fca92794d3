import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findCitations, readEvidence } from "./requirements/find-evidence.mjs";
import { findGaps } from "./requirements/find-gaps.mjs";
import { renderTable } from "./requirements/render-table.mjs";

// `node scripts/requirements.mjs` writes docs/security.md; with --check it writes nothing and fails
// when the page is stale. Both fail on gaps.

const PAGE = fileURLToPath(new URL("../docs/security.md", import.meta.url));
const REQUIREMENTS = new URL("requirements/requirements.json", import.meta.url);

const requirements = JSON.parse(readFileSync(REQUIREMENTS, "utf8"));
const citations = findCitations(readEvidence(fileURLToPath(new URL("..", import.meta.url))));
const problems = findGaps(requirements, citations);
const page = renderTable(requirements, citations);
if (!process.argv.includes("--check")) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, "utf8") !== page)
  problems.push("docs/security.md is stale. Run node scripts/requirements.mjs.");

for (const problem of problems) console.error(problem);
const records = citations.filter(({ path }) => path.endsWith(".md")).map(({ id }) => id);
console.log(
  `${citations.length} citations, of which decision records: ${records.join(", ") || "none"}.`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
