import { type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { VERSION } from "@pfn/keys/version";
import type { Settings } from "./read-settings";

/** A message that the server did not take, in words for a person. */
export interface Refusal {
  /** HTTP status; null when the server was not reached. */
  status: number | null;
  message: string;
  /** The server's problem object, if it sent one. */
  problem?: unknown;
}

export type Forwarded = { answer: JSONRPCMessage | null } | { refusal: Refusal };

/** Longer than the server lets any call take. Milliseconds. */
const TIMEOUT_MS = 90_000;

/**
 * Sends one message to the server's endpoint. An answer of null: there is nothing to say, as to
 * notifications. Never throws.
 */
export async function forwardMessage(
  { endpoint, key }: Settings,
  message: JSONRPCMessage,
  version: string | null,
): Promise<Forwarded> {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "user-agent": `pfn-mcp/${VERSION}`,
        ...(version === null ? {} : { "mcp-protocol-version": version }),
      },
      body: JSON.stringify(message),
      // A key is for the server it was given for, wherever that points.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readResponse(response, await response.text());
  } catch (error) {
    return {
      refusal: {
        status: null,
        message: `pfn does not answer at ${endpoint.origin} (${reasonOf(error)}).`,
      },
    };
  }
}

function readResponse({ status }: Response, text: string): Forwarded {
  if (status === 202) return { answer: null };
  const body = parse(text);
  const answer = JSONRPCMessageSchema.safeParse(body);
  if (answer.success) return { answer: answer.data };
  const detail = textOf(body, "detail");
  if (detail === null)
    return { refusal: { status, message: `What answers at PFN_URL is not pfn (HTTP ${status}).` } };
  const hint = textOf(body, "hint");
  return {
    refusal: { status, message: `${detail}${hint === null ? "" : ` ${hint}`}`, problem: body },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textOf(body: unknown, field: string): string | null {
  const text: unknown = typeof body === "object" && body !== null ? Reflect.get(body, field) : null;
  return typeof text === "string" ? text.replace(/\s+/g, " ") : null;
}

/** The system's short code, such as ECONNREFUSED; never a message, which could hold anything. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "timeout";
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, "code") : undefined;
  return typeof code === "string" ? code : "network error";
}
