import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import type { Context, KeyPrincipal } from "@pfn/api/http";
import { VERSION } from "@pfn/keys/version";
import { z } from "zod";
import { callTool } from "./call-tool";
import { describeServer } from "./instructions";
import { mayUse, TOOLS } from "./tools";

/**
 * Checked by the SDK in a second step, which calls bad parameters by their name; in the first they
 * would count as an internal error.
 */
const AnyCallRequest = z.object({ method: z.literal("tools/call"), params: z.unknown() });

/**
 * Shared, because each server would make one of its own, at some cost, and use it for nothing here.
 */
const VALIDATOR = new AjvJsonSchemaValidator();

type ProtocolServer = McpServer["server"];

/**
 * The protocol's server for one message of one key. Its tools have JSON Schemas already, so the
 * requests are handled directly instead of through the SDK's registry of tools, which would parse
 * every input a second time.
 */
export function createMcpServer(ctx: Context, principal: KeyPrincipal): ProtocolServer {
  const { server } = new McpServer(
    { name: "pfn", title: "pfn: personal finance", version: VERSION },
    {
      // Without sessions nobody can be told that the list has changed.
      capabilities: { tools: { listChanged: false } },
      instructions: describeServer(ctx, principal),
      jsonSchemaValidator: VALIDATOR,
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...TOOLS.values()]
      .filter((tool) => mayUse(principal, tool))
      .map(({ listing }) => listing),
  }));
  server.setRequestHandler(AnyCallRequest, (request) => {
    const { name, arguments: input = {} } = CallToolRequestSchema.parse(request).params;
    return callTool(ctx, principal, { name, input });
  });
  return server;
}
