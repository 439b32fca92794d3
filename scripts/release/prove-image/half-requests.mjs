import { once } from "node:events";
import { connect } from "node:net";

/**
 * Begins calls that each make one account: everything is sent but the end of the body, so a server
 * that stops has them under way.
 *
 * @param {number} port
 * @param {string} key
 * @param {string[]} names of the accounts
 */
export async function beginCalls(port, key, names) {
  const calls = await Promise.all(names.map((name) => begin(port, key, name)));
  // The server has seen them once it has answered what came later.
  await fetch(`http://127.0.0.1:${port}/healthz`);
  return {
    /** Sends the rest of each, and returns the statuses. */
    finish: () => Promise.all(calls.map((finish) => finish())),
  };
}

/**
 * @param {number} port
 * @param {string} key
 * @param {string} name
 */
async function begin(port, key, name) {
  const body = JSON.stringify({ name, type: "cash", currency: "EUR" });
  const head = [
    "POST /api/v1/accounts HTTP/1.1",
    `Host: localhost:${port}`,
    `Authorization: Bearer ${key}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
  ];
  const socket = await open(port);
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, -1)}`);
  return async () => {
    const status = readStatus(socket);
    socket.write(body.slice(-1));
    return status;
  };
}

/**
 * Opens a connection ahead, and asks over it later whether the server is ready.
 *
 * @param {number} port
 */
export async function prepareQuestion(port) {
  const socket = await open(port);
  return () => {
    const status = readStatus(socket);
    socket.write(`GET /readyz HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    return status;
  };
}

/** @param {number} port */
async function open(port) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/**
 * The status of the reply; 0 when the connection closes without one.
 *
 * @param {import("node:net").Socket} socket
 * @returns {Promise<number>}
 */
async function readStatus(socket) {
  let reply = "";
  socket.on("data", (chunk) => (reply += String(chunk)));
  await once(socket, "close").catch(() => undefined);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1] ?? 0);
}
