import { connect } from "node:net";

// Sends one request PER_SECOND times a second over some connections, until its standard input ends.
// Then it prints how many it sent per second. It ignores the answers: flood.ts URL HEADERS
// PER_SECOND

const [address = "", headers = "{}", perSecond = "0"] = process.argv.slice(2);
const CONNECTIONS = 8;
const EVERY_MS = 2;

const { hostname, port, pathname, host } = new URL(address);
const lines = Object.entries(JSON.parse(headers)).map(([name, value]) => `${name}: ${value}\r\n`);
const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n${lines.join("")}\r\n`;
const sockets = Array.from({ length: CONNECTIONS }, () => connect(Number(port), hostname).resume());
await Promise.all(
  sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))),
);

const started = performance.now();
let sent = 0;
process.stdout.write("begins\n");
const timer = setInterval(() => {
  const due = ((performance.now() - started) / 1_000) * Number(perSecond);
  for (; sent < due; sent += 1) sockets[sent % CONNECTIONS]?.write(request);
}, EVERY_MS);

process.stdin.resume().on("end", () => {
  clearInterval(timer);
  process.stdout.write(`${Math.round(sent / ((performance.now() - started) / 1_000))}\n`);
  for (const socket of sockets) socket.destroy();
});
