import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import {
  type Context,
  closest,
  DomainError,
  type KeyPrincipal,
  refusal,
  toDomainError,
  toProblem,
} from "@pfn/api/http";
import { callCapped } from "./call-capped";
import { hasDirections, readDirections } from "./directions";
import { resolveNames } from "./resolve-names";
import { toText } from "./to-text";
import { mayUse, TOOLS, type Tool } from "./tools";

interface ToolCall {
  name: string;
  input: Readonly<Record<string, unknown>>;
}

/**
 * Calls a tool's procedure as the key. A refusal is an answer too: one that the model can read and
 * act on. Never throws.
 */
export async function callTool(
  ctx: Context,
  principal: KeyPrincipal,
  { name, input }: ToolCall,
): Promise<CallToolResult> {
  try {
    const tool = findTool(principal, name);
    // The procedure refuses a key without the scope before anything else.
    const prepared = mayUse(principal, tool) ? await prepareInput(ctx, tool, input) : input;
    const { output, text } = await callCapped(ctx, tool, prepared);
    return { content: [{ type: "text", text }], structuredContent: output };
  } catch (thrown) {
    return refuse(ctx, thrown);
  }
}

function findTool(principal: KeyPrincipal, name: string): Tool {
  const tool = TOOLS.get(name);
  if (tool !== undefined) return tool;
  const usable = [...TOOLS.values()]
    .filter((one) => mayUse(principal, one))
    .map(({ listing }) => listing.name);
  const near = closest(name, usable);
  throw refusal(
    "NOT_FOUND",
    null,
    "No such tool.",
    near === undefined ? `There are ${usable.join(", ")}.` : `Did you mean ${near}?`,
  );
}

function prepareInput(ctx: Context, tool: Tool, input: ToolCall["input"]) {
  return resolveNames(ctx, tool.input, hasDirections(tool.path) ? readDirections(input) : input);
}

/**
 * The same problem object as through every other endpoint. It is not `structuredContent`: clients
 * check that against the tool's output schema, also when the call was refused.
 */
function refuse({ runtime, requestId }: Context, thrown: unknown): CallToolResult {
  const error = toDomainError(thrown);
  // The procedures report their own bugs; this one is ours.
  if (error.code === "INTERNAL_SERVER_ERROR" && !(thrown instanceof DomainError)) {
    runtime.log.error({ event: "tool.failed", requestId, err: error.cause });
  }
  return { isError: true, content: [{ type: "text", text: toText(toProblem(error, requestId)) }] };
}
