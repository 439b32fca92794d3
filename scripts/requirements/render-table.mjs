/**
 * @typedef {Record<string, Record<string, string>>} Requirements headings, and below each the
 *   numbers with what they ask for
 * @typedef {import("./find-evidence.mjs").Citation} Citation
 */

const INTRODUCTION = `# Security requirements, and the files that show them

Each requirement has a number. A test that shows it begins its name with the number. A decision
record names the number where something is left out on purpose, or where no test can show it.

\`node scripts/requirements.mjs\` writes this page from those names and records. CI fails when the
page is stale, when nothing shows a requirement, or when a test cites an unknown number. For the
names of the tests, run \`node scripts/requirements.mjs --evidence evidence.md\`. The threats behind
the numbers are in [SECURITY.md](../SECURITY.md).
`;

const COLUMNS = 100;

/**
 * The page docs/security.md: each requirement with the files that show it.
 *
 * @param {Requirements} requirements
 * @param {readonly Citation[]} citations
 * @returns {string}
 */
export function renderTable(requirements, citations) {
  return `${INTRODUCTION}\n${renderSections(requirements, (id, statement) => {
    const files = pathsOf(id, citations).map((path) => `- \`${path}\`\n`);
    return `${wrap(`**${id}** ${statement}`)}\n\n${files.join("")}`;
  })}`;
}

/**
 * The evidence in full: each requirement with the names of the tests and records that show it.
 *
 * @param {Requirements} requirements
 * @param {readonly Citation[]} citations
 * @returns {string}
 */
export function renderEvidence(requirements, citations) {
  return renderSections(requirements, (id, statement) => {
    const files = pathsOf(id, citations).map((path) => {
      const own = citations.filter((citation) => citation.id === id && citation.path === path);
      const names = new Set(own.map(({ name }) => escapeMarkdown(name)));
      return `- ${path}\n${[...names].map((name) => `  - ${name}\n`).join("")}`;
    });
    return `**${id}** ${statement}\n\n${files.join("")}`;
  });
}

/**
 * @param {Requirements} requirements
 * @param {(id: string, statement: string) => string} render
 */
function renderSections(requirements, render) {
  return Object.entries(requirements)
    .map(([heading, entries]) => {
      const blocks = Object.entries(entries).map(([id, statement]) => render(id, statement));
      return `## ${heading}\n\n${blocks.join("\n")}`;
    })
    .join("\n");
}

/**
 * @param {string} id
 * @param {readonly Citation[]} citations
 */
function pathsOf(id, citations) {
  const paths = citations.filter((citation) => citation.id === id).map(({ path }) => path);
  return [...new Set(paths)].sort();
}

/** @param {string} text */
function wrap(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length + 1 > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

/** @param {string} text */
function escapeMarkdown(text) {
  return text.replaceAll(/[\\*_<>[\]|]/g, String.raw`\$&`);
}
