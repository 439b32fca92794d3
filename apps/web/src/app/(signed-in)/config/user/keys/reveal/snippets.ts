/** What a program needs to use a key. */
export interface Connection {
  /** The server's base URL, without a slash at the end. */
  serverUrl: string;
  apiKey: string;
}

export interface Snippet {
  id: string;
  title: string;
  /** What to do with it. */
  hint: string;
  text: string;
}

/**
 * Ready-made beginnings for programs, with this server's address and the key in the place where
 * secrets belong.
 */
export const snippetsFor = (connection: Connection): readonly Snippet[] => [
  curl(connection),
  typescript(connection),
  mcp(connection),
];

const curl = ({ serverUrl, apiKey }: Connection): Snippet => ({
  id: "curl",
  title: "curl",
  hint: "Shows what the key may do. Paste it into a terminal.",
  text: `export PFN_URL='${serverUrl}'
export PFN_KEY='${apiKey}'
curl -sS "$PFN_URL/api/trpc/me.get" -H "Authorization: Bearer $PFN_KEY"`,
});

const typescript = ({ serverUrl }: Connection): Snippet => ({
  id: "typescript",
  title: "TypeScript",
  hint: "Reads the key from the environment variable PFN_KEY, so that it is never in your code.",
  text: `import { createPfnClient } from "@pfn/client";

const pfn = createPfnClient({ url: "${serverUrl}", key: process.env.PFN_KEY });
const { key, ledger } = await pfn.me.get.query();
console.log(\`\${key.label}: \${key.scopes.join(", ")}, today is \${ledger.today}\`);`,
});

const mcp = ({ serverUrl, apiKey }: Connection): Snippet => ({
  id: "mcp",
  title: "MCP",
  hint: "For the settings of an agent that speaks MCP over HTTP.",
  text: JSON.stringify(
    {
      mcpServers: {
        pfn: {
          type: "http",
          url: `${serverUrl}/api/mcp`,
          headers: { Authorization: `Bearer ${apiKey}` },
        },
      },
    },
    null,
    2,
  ),
});
