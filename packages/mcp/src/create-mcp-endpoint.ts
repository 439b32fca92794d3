import type { IncomingMessage, ServerResponse } from "node:http";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { Runtime } from "@pfn/api";
import {
  createHttp,
  type Endpoint,
  type EndpointRequest,
  meter,
  noCredential,
  openRequest,
  type Reply,
  readJsonBody,
  refuseCrossSite,
} from "@pfn/api/http";
import { createMcpServer } from "./create-mcp-server";
import { readMessage, readProtocolVersion } from "./read-message";
import { TOOLS } from "./tools";

/** The hint for a message of more than 1 MiB (T7): only bank files are that long. */
const TOO_LARGE =
  "Send fewer rows per call. A bank's file of up to 8 MiB goes to POST /api/v1/imports " +
  "with the same key; commit it here by its id.";

/** Where the Model Context Protocol is spoken. */
const PATH = "/api/mcp";

/**
 * The endpoint for AI agents: the Model Context Protocol over streamable HTTP. It keeps no session:
 * each message stands for itself and is answered by JSON, so that each proves its key anew and a
 * revoked key is refused at the next message. True when the request was its own.
 *
 * @example createServer((req, res) => { if (!mcp(req, res)) next(req, res); });
 */
export const createMcpEndpoint = (
  runtime: Runtime,
): ((req: IncomingMessage, res: ServerResponse) => boolean) => createHttp(runtime, [ENDPOINT]);

/**
 * Method, site, credential, media type and size are judged on the raw request, before the message
 * is looked at.
 */
async function answerMcp(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req } = request;
  refuseCrossSite(runtime, req);
  const { principal, createContext } = await openRequest(runtime, request);
  // A person's session in a browser is nobody here (S4).
  if (principal?.kind !== "key") throw noCredential();
  const version = readProtocolVersion(req);
  const message = readMessage(await readJsonBody(req, { remedy: TOO_LARGE }));
  if (isWrite(message)) await meter(runtime, request, { calls: 0, writes: 1 });
  const server = createMcpServer(createContext(), principal);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    const response = await transport.handleRequest(toTransportRequest(version), {
      parsedBody: message,
    });
    return {
      status: response.status,
      body: response.status === 202 ? undefined : await response.json(),
    };
  } finally {
    await server.close();
  }
}

/** Whether a message asks for a tool that writes. */
function isWrite(message: JSONRPCMessage): boolean {
  if (!("method" in message) || message.method !== "tools/call") return false;
  const name: unknown = message.params?.["name"];
  return typeof name === "string" && TOOLS.get(name)?.type === "mutation";
}

const ENDPOINT: Endpoint = {
  ...{ name: "mcp", path: PATH, credential: "key", channel: "mcp" },
  methods: ["POST"],
  // Streams and sessions, which GET and DELETE would be for, do not exist here.
  otherMethods: {
    what: "Messages are sent by POST.",
    hint: "There are no streams to open and no sessions to end: each message stands for itself.",
  },
  answer: answerMcp,
};

/**
 * What is left for the transport to judge. Callers that accept anything are answered like those
 * that accept JSON by name.
 */
const toTransportRequest = (version: string | null): Request =>
  new Request(`http://pfn.invalid${PATH}`, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...(version === null ? {} : { "mcp-protocol-version": version }),
    },
  });
