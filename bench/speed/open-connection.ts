import { once } from "node:events";
import { connect } from "node:net";

/** One connection that is kept, and asked again when the last answer is there. */
export interface Connection {
  /** Sends a request as it is and answers its answer as it came, as Latin-1. */
  ask: (request: string) => Promise<string>;
  close: () => void;
}

interface Waiting {
  resolve: (answer: string) => void;
  reject: (error: Error) => void;
}

/** What an answer's body comes after. */
export const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = "\r\n0\r\n\r\n";

/**
 * Opens it. Node's own client takes more time for a request than the floor takes to answer it, and
 * shares the machine with what is measured; this one reads of an answer no more than where it ends.
 */
export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true).setEncoding("latin1");
  await once(socket, "connect");
  let waiting: Waiting | undefined;
  let received = "";
  socket.on("data", (chunk) => {
    received += String(chunk);
    if (!isWhole(received)) return;
    const answer = received;
    received = "";
    waiting?.resolve(answer);
  });
  const fail = (error: Error) => waiting?.reject(error);
  socket.on("error", fail).on("close", () => fail(new Error(`${url}: the connection was closed`)));
  const ask = (request: string) =>
    new Promise<string>((resolve, reject) => {
      waiting = { resolve, reject };
      socket.write(request, "latin1");
    });
  return { ask, close: () => socket.destroy() };
}

function isWhole(text: string): boolean {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, end));
  return length
    ? text.length - end - HEAD_END.length >= Number(length[1])
    : text.endsWith(LAST_CHUNK);
}
