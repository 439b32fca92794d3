import { spawn } from "node:child_process";
import { once } from "node:events";

/** Requests that come without regard to the answers. */
export interface Flood {
  url: string;
  headers: Record<string, string>;
  perSecond: number;
}

/**
 * Sends them from a process of its own, so that they take no time from the measurement. @throws
 * Error when fewer than nine of ten could be sent
 */
export async function startFlood({
  url,
  headers,
  perSecond,
}: Flood): Promise<{ end: () => Promise<void> }> {
  const script = new URL("flood.ts", import.meta.url).pathname;
  const args = ["--import", "tsx", script, url, JSON.stringify(headers), String(perSecond)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const end = async () => {
    child.stdin.end();
    const [sent] = await once(child.stdout, "data");
    if (Number(sent) < 0.9 * perSecond)
      throw new Error(`only ${sent} of ${perSecond} requests per second were sent`);
  };
  return { end };
}
