/** The address in the guide, for readers who have not started pfn yet. */
const EXAMPLE_URL = "http://localhost:3000";

/** A link to a neighbouring file, which no server serves. */
const LINK_INTO_SOURCE = /\[([^\]\n]+)\]\((?:\.{1,2}\/)+([^)\s]+)\)/g;

/**
 * The agents' guide as one server shows it: with its own URL, and with links into the source tree
 * turned into words.
 *
 * @param markdown `docs/agents.md`
 */
export function fillGuide(markdown: string, { origin }: URL): string {
  return markdown
    .replaceAll(EXAMPLE_URL, origin)
    .replace(LINK_INTO_SOURCE, "$1 (`$2` in pfn's source)");
}
