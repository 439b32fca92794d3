import { connect } from "node:net";

/** What came back for a request of any form. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Any request to the endpoint, for those that no MCP client would send. */
export async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`${url}/api/mcp`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A message by POST, as a client sends it. */
export const post = (
  url: string,
  message: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  send(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof message === "string" ? message : JSON.stringify(message),
  });

/** A request for a tool call, as JSON-RPC has it. */
export const toolCall = (name: string, input?: unknown) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name, arguments: input },
});

/**
 * The status of a POST with exactly these header lines; for a `Host` that no HTTP client would
 * send.
 */
export function rawStatus(url: string, headerLines: readonly string[]): Promise<number> {
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const head = [
    "POST /api/mcp HTTP/1.1",
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    ...headerLines,
    "",
    "",
  ];
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(head.join("\r\n") + body));
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("error", reject).on("close", () => resolve(Number(text.split(" ", 2)[1])));
  });
}
