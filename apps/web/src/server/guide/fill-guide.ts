/** The address in the guide's examples, for readers who have not started pfn yet. */
const EXAMPLE_URL = "http://localhost:3000";

/** A link from one page of the guide to another, perhaps to one of its headings. */
const LINK_TO_PAGE = /\]\(([\w-]+\.md)(#[\w-]+)?\)/g;

/** A link to a file outside the guide, which no server serves. */
const LINK_INTO_SOURCE = /\[([^\]\n]+)\]\((?:\.{1,2}\/)+([^)\s]+)\)/g;

/** The address of the guide's first page, below which the others are. */
const GUIDE = "/docs/agents";

export type GuidePath = typeof GUIDE | `${typeof GUIDE}/${string}`;

/** The guide's first page, which lists the others. */
export const INDEX = "README.md";

/** Where a server shows a page of the guide. */
export function guidePath(file: string): GuidePath {
  return file === INDEX ? GUIDE : `${GUIDE}/${file.replace(/\.md$/, "")}`;
}

/**
 * A page of the guide as one server shows it. It has the server's own URL, links to other pages
 * lead to their addresses, and links into the source tree become words.
 *
 * @param markdown a file of `docs/agents`
 */
export function fillGuide(markdown: string, { origin }: URL): string {
  return markdown
    .replaceAll(EXAMPLE_URL, origin)
    .replace(LINK_TO_PAGE, (_, file: string, heading = "") => `](${guidePath(file)}${heading})`)
    .replace(LINK_INTO_SOURCE, "$1 (`$2` in pfn's source)");
}
