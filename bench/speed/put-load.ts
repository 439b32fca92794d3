import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, HEAD_END, openConnection } from "./open-connection";
import { type Flood, startFlood } from "./start-flood";

/** A request to one server, sent again and again. */
export interface Target {
  url: string;
  /** Of the server, whose processor time is read. */
  pid: number;
  method?: "GET" | "POST";
  headers?: Record<string, string> | (() => Record<string, string>);
  body?: string;
  /** What else arrives meanwhile. */
  flood?: Flood;
}

/** What a while of it came to. */
export interface Load {
  callsPerSecond: number;
  /** The middle one of all calls' times, from first byte sent to last byte read. */
  p50Ms: number;
  /** That of the slowest call but one in a hundred. */
  p99Ms: number;
  /**
   * Processor time of the server's process per call, in user and system mode; the database's is not
   * in it.
   */
  cpuMicros: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MICROS = 10_000;

/**
 * Sends the request over a number of open connections, on each the next one after the last answer.
 * @throws Error on any answer but a 200
 */
export async function putLoad(
  target: Target,
  { seconds, connections, pauseMs = 0 }: { seconds: number; connections: number; pauseMs?: number },
): Promise<Load> {
  const flood = target.flood && (await startFlood(target.flood));
  const open = await Promise.all(
    Array.from({ length: connections }, () => openConnection(target.url)),
  );
  const times: number[] = [];
  const cpu = cpuOf(target.pid);
  const started = performance.now();
  const end = started + seconds * 1_000;
  const keepSending = async ({ ask }: Connection) => {
    while (performance.now() < end) {
      const request = toText(target);
      const sent = performance.now();
      const answer = await ask(request);
      times.push(performance.now() - sent);
      requireOk(target, answer);
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(open.map(keepSending));
  const took = (performance.now() - started) / 1_000;
  const cpuMicros = (cpuOf(target.pid) - cpu) / times.length;
  for (const connection of open) connection.close();
  await flood?.end();
  return {
    callsPerSecond: times.length / took,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    cpuMicros,
  };
}

/** The request as it goes over the wire (RFC 9112). */
function toText({ url, method = "GET", headers, body = "" }: Target): string {
  const { host, pathname, search } = new URL(url);
  const sent = typeof headers === "function" ? headers() : headers;
  const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
  const lines = Object.entries({ host, ...sent, ...length }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/**
 * Sends the request once, over a connection of its own, and returns the body. @throws Error on any
 * answer but a 200
 */
export async function send(target: Target): Promise<string> {
  const { ask, close } = await openConnection(target.url);
  const answer = await ask(toText(target)).finally(close);
  requireOk(target, answer);
  return Buffer.from(answer.slice(answer.indexOf(HEAD_END) + HEAD_END.length), "latin1").toString();
}

function requireOk({ url }: Target, answer: string): void {
  if (!answer.startsWith("HTTP/1.1 200 ")) throw new Error(`${url}: ${answer}`);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

function cpuOf(pid: number): number {
  // The name of the program, which may hold spaces, stands in parentheses before the numbers.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}
