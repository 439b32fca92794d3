import type { GuidePage } from "./read-guide";

/**
 * What a language model reads first on this server (the form of https://llmstxt.org). It lists
 * where everything is, then holds the whole guide.
 *
 * @param guide the pages of the agents' guide, filled in for this server
 */
export function llmsTxt(guide: readonly GuidePage[], { origin }: URL): string {
  const pages = guide.map(({ markdown }) => lowerHeadings(markdown).trim()).join("\n\n");
  return `# pfn

> A self-hosted personal-finance ledger that its owner opens to programs with integration keys.
> This server: ${origin}

- [API reference](${origin}/docs/api): every REST call with its fields, examples and refusals
- [OpenAPI 3.1](${origin}/api/v1/openapi.json): the same for machines
- [Guide](${origin}/docs/agents): the guide below, as pages
- MCP (streamable HTTP, the key as bearer): ${origin}/api/mcp
- tRPC: ${origin}/api/trpc

${pages.replaceAll("](/", `](${origin}/`)}
`;
}

/** Headings one level lower, because the document has a title of its own. Code stays as it is. */
const lowerHeadings = (markdown: string): string =>
  markdown.replace(/^```[\s\S]*?^```$|^#+ /gm, (found) =>
    found.startsWith("#") ? `#${found}` : found,
  );
