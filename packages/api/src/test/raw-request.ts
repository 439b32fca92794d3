import { connect } from "node:net";

/**
 * Sends bytes as they are over a connection of their own and answers everything that came back
 * before the server closed it, so that headers can be sent which no HTTP client would send, and
 * answers compared to the byte. The request should ask for `Connection: close`.
 */
export function sendRaw(
  url: string,
  bytes: string | Uint8Array,
  { end = false } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
    // Header values are bytes; latin1 keeps each character one byte.
    socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
    if (end) socket.end();
  });
}

/** A GET with exactly these header lines. */
export const rawGet = (
  url: string,
  path: string,
  headerLines: readonly string[],
): Promise<string> =>
  sendRaw(
    url,
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${new URL(url).host}`,
      "Connection: close",
      ...headerLines,
      "",
      "",
    ].join("\r\n"),
  );

/** The status of a raw answer. */
export const statusOf = (raw: string): number => Number(raw.split(" ", 2)[1]);

/** A raw answer without what differs by design: the server's request id and the date. */
export const withoutRequest = (raw: string): string =>
  raw
    .replace(/^date: .*$/im, "Date: …")
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "<request id>");
