import { createServer, type Server } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { createHttp } from "@pfn/api";
import { Problem, type TestRuntime } from "@pfn/api/testing";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { createMcpEndpoint } from "../src";
import { command } from "./build-program";

/**
 * The endpoints of a test file's runtime, this one and all others, on a port of their own, open
 * until its last test.
 */
export function useEndpoint(t: TestRuntime): { readonly url: string } {
  const made: { server?: Server } = {};
  beforeAll(async () => {
    const mcp = createMcpEndpoint(t.runtime);
    const endpoints = createHttp(t.runtime);
    const server = createServer((req, res) => {
      if (!endpoints(req, res) && !mcp(req, res)) res.writeHead(404).end();
    });
    made.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    made.server?.closeAllConnections();
    await new Promise((resolve) => made.server?.close(resolve));
  });
  return {
    get url() {
      const address = made.server?.address();
      if (typeof address !== "object" || address === null)
        throw new Error("useEndpoint() is ready inside tests only.");
      return `http://127.0.0.1:${address.port}`;
    },
  };
}

/** The official client, connected over HTTP; closed by `await using`. */
export const connectHttp = (url: string, authorization: string): Promise<Agent> =>
  connect(
    new StreamableHTTPClientTransport(new URL("/api/mcp", url), {
      requestInit: { headers: { authorization } },
    }),
  );

/** The official client, connected to `pfn-mcp` over stdio; closed by `await using`. */
export async function connectStdio(
  url: string,
  key: string,
): Promise<Agent & { errors: () => string }> {
  const transport = new StdioClientTransport({
    ...command,
    env: { PFN_URL: url, PFN_KEY: key },
    stderr: "pipe",
  });
  const lines: string[] = [];
  transport.stderr?.on("data", (chunk) => lines.push(String(chunk)));
  return Object.assign(await connect(transport), { errors: () => lines.join("") });
}

export type Agent = AsyncDisposable & { client: Client };

async function connect(transport: Transport): Promise<Agent> {
  const client = new Client({ name: "tests", version: "1.0.0" });
  await client.connect(transport);
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

const Texts = z.array(z.object({ type: z.literal("text"), text: z.string() })).length(1);
type Answer = Awaited<ReturnType<Client["callTool"]>>;

/** The text of a tool's answer. */
export const textOf = ({ content }: Answer): string => Texts.parse(content)[0]?.text ?? "";

/** The problem object of a refused call; fails for a call that was answered. */
export const problemOf = (answer: Answer) => {
  if (answer.isError !== true) throw new Error(`Not refused: ${textOf(answer)}`);
  return Problem.parse(JSON.parse(textOf(answer)));
};

/** Calls a tool and answers its structured content; fails for a refusal. */
export async function use<T extends z.ZodType>(
  { client }: Agent,
  call: { name: string; arguments?: Record<string, unknown> },
  shape: T,
): Promise<z.output<T>> {
  const answer = await client.callTool(call);
  if (answer.isError === true) throw new Error(textOf(answer));
  return shape.parse(answer.structuredContent);
}
