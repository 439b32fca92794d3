import type { IncomingMessage } from "node:http";
import {
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js";
import { refusal } from "@pfn/api/http";

/**
 * The one JSON-RPC message of a request's body.
 *
 * @throws DomainError BAD_REQUEST, also for a batch, which the protocol has given up
 */
export function readMessage(body: unknown): JSONRPCMessage {
  if (Array.isArray(body)) {
    throw refusal(
      "BAD_REQUEST",
      null,
      "Batches are not read.",
      "Send one JSON-RPC message per request.",
    );
  }
  const message = JSONRPCMessageSchema.safeParse(body);
  if (message.success) return message.data;
  throw refusal(
    "BAD_REQUEST",
    null,
    "The body is not a JSON-RPC 2.0 message.",
    'Send `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`, or use an MCP client.',
  );
}

/**
 * The protocol version that the caller's messages follow; null when it names none. @throws
 * DomainError BAD_REQUEST for one unknown here
 */
export function readProtocolVersion({ headers }: IncomingMessage): string | null {
  const version = headers["mcp-protocol-version"];
  if (version === undefined) return null;
  if (typeof version === "string" && SUPPORTED_PROTOCOL_VERSIONS.includes(version)) return version;
  throw refusal(
    "BAD_REQUEST",
    null,
    "This protocol version is not spoken here.",
    `Send \`MCP-Protocol-Version\` with one of ${SUPPORTED_PROTOCOL_VERSIONS.join(", ")}.`,
  );
}
