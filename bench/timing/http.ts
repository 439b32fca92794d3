import { Agent, request } from "node:http";

/** What is sent; a body makes it a POST. */
export interface Call {
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What came back, without what is new in every answer. */
export interface Timed {
  /** From the first byte sent to the last byte received. */
  milliseconds: number;
  status: number;
  /** Status, headers and body; dates, ids, quotas and the address that was sent are left out. */
  bytes: string;
}

/**
 * Sends one call after the other on one connection that stays open, so that nothing but the
 * server's work differs.
 */
export function createSender(url: string): {
  send: (call: Call) => Promise<Timed>;
  close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = ({ path, headers = {}, body }: Call) =>
    new Promise<Timed>((resolve, reject) => {
      const length =
        body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
      const method = body === undefined ? "GET" : "POST";
      const started = performance.now();
      const outgoing = request(
        url + path,
        { agent, method, headers: { ...headers, ...length } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () => {
            const milliseconds = performance.now() - started;
            const { statusCode: status = 0, rawHeaders } = answer;
            resolve({
              milliseconds,
              status,
              bytes: comparable(status, rawHeaders, Buffer.concat(chunks).toString()),
            });
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** `r=999;t=58`: what is left of a quota, and for how long. */
const COUNTED = /;r=\d+;t=\d+/g;

function comparable(status: number, rawHeaders: readonly string[], body: string): string {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() !== "date") headers.push(`${name}: ${value}`);
  }
  return [status, ...headers, "", body]
    .join("\n")
    .replace(UUID, "<id>")
    .replace(COUNTED, ";<counted>")
    .replace(/'nonce-[^']+'/g, "<nonce>")
    .replace(/p-[0-9a-f]{16}@/g, "<someone>@");
}
