import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GuidePage } from "../guide/read-guide";

const PATH = "/llms.txt";

/**
 * `GET /llms.txt`, for everybody and the same for everybody: kept by caches, which ask each time
 * whether it has changed. True when the request was its own.
 */
export function createLlmsTxtHandler(
  text: string,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  return (req, res) => {
    if (req.url?.split("?", 1)[0] !== PATH) return false;
    const headers = {
      "Cache-Control": "no-cache",
      ETag: etag,
      "X-Content-Type-Options": "nosniff",
    };
    if (req.method !== "GET" && req.method !== "HEAD") {
      res
        .writeHead(405, {
          Allow: "GET, HEAD",
          "Content-Length": 0,
          "X-Content-Type-Options": "nosniff",
        })
        .end();
    } else if (req.headers["if-none-match"]?.includes(etag)) {
      res.writeHead(304, headers).end();
    } else {
      const length = Buffer.byteLength(text);
      res.writeHead(200, {
        ...headers,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": length,
      });
      res.end(req.method === "HEAD" ? undefined : text);
    }
    return true;
  };
}

/**
 * What a language model reads first on this server (the form of https://llmstxt.org). It lists
 * where everything is, then holds the whole guide.
 *
 * @param guide the pages of the agents' guide, filled in for this server
 */
export function llmsTxt(guide: readonly GuidePage[], { origin }: URL): string {
  // A link to a heading of the same page leads to that page of the server.
  const pages = guide
    .map(({ path, markdown }) => lowerHeadings(markdown).trim().replaceAll("](#", `](${path}#`))
    .join("\n\n");
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
