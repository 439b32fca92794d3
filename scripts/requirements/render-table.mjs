/**
 * @typedef {Record<string, Record<string, string>>} Requirements headings, and below each the
 *   numbers with what they ask for
 */

const INTRODUCTION = `# Security requirements, and what shows them

Each requirement has a number. A test that shows one says so in its name; a decision record says it where something is deliberately not there, or cannot be shown by a test. This
page is written by \`node scripts/requirements.mjs\` from those names and records: change them, not the page. CI fails when it is stale, when a requirement is shown by nothing, and
when a test cites a number that does not exist. The threats behind the numbers stand in [SECURITY.md](../SECURITY.md).
`;

/**
 * The page docs/security.md.
 *
 * @param {Requirements} requirements
 * @param {readonly import("./find-evidence.mjs").Citation[]} citations
 * @returns {string}
 */
export function renderTable(requirements, citations) {
  const sections = Object.entries(requirements).map(([heading, entries]) => {
    const blocks = Object.entries(entries).map(([id, statement]) => {
      const own = citations.filter((citation) => citation.id === id);
      return `**${id}** ${statement}\n\n${renderEvidence(own)}`;
    });
    return `## ${heading}\n\n${blocks.join("\n")}`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

/**
 * A line for each file, with the names in it.
 *
 * @param {readonly import("./find-evidence.mjs").Citation[]} citations
 */
function renderEvidence(citations) {
  const paths = [...new Set(citations.map(({ path }) => path))].sort();
  return paths
    .map((path) => {
      const names = new Set(
        citations
          .filter((citation) => citation.path === path)
          .map(({ name }) => escapeMarkdown(name)),
      );
      return `- [${path}](${path.startsWith("docs/") ? path.slice("docs/".length) : `../${path}`}): ${[...names].join(" · ")}\n`;
    })
    .join("");
}

/** @param {string} text */
function escapeMarkdown(text) {
  return text.replaceAll(/[\\*_<>[\]|]/g, String.raw`\$&`);
}
