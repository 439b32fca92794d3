/**
 * What a language model reads first on this server (the form of https://llmstxt.org): where
 * everything is, then the whole guide.
 *
 * @param guide the agents' guide, filled in for this server
 */
export function llmsTxt(guide: string, { origin }: URL): string {
  return `# pfn

> A self-hosted personal-finance ledger that its owner opens to programs with integration keys. This server: ${origin}

- [API reference](${origin}/docs/api): every REST call with its fields, examples and refusals
- [OpenAPI 3.1](${origin}/api/v1/openapi.json): the same for machines
- [Guide](${origin}/docs/agents): the guide below as a page
- MCP (streamable HTTP, the key as bearer): ${origin}/api/mcp
- tRPC: ${origin}/api/trpc

#${guide.trimStart()}`;
}
