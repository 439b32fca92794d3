import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@pfn/db/testing/free-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PfnProcess, startPfn } from "./start-pfn";

const LIMIT = 20;

/** Debian: `apt install redis-server`. In CI it has to be there. */
const hasRedis = process.env["CI"] !== undefined || isInstalled("redis-server");

describe.skipIf(!hasRedis)("two instances that share Redis (needs redis-server)", () => {
  const folder = mkdtempSync(join(tmpdir(), "pfn-redis-"));
  const running: { port: number; redis?: ChildProcess; instances: PfnProcess[] } = {
    port: 0,
    instances: [],
  };

  const startRedis = async () => {
    const settings = [
      "--port",
      String(running.port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
    ];
    const redis = spawn("redis-server", [...settings, "--dir", folder], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    running.redis = redis;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      redis.on("error", reject);
      redis.stdout.on("data", (chunk) => {
        said += String(chunk);
        if (said.includes("Ready to accept connections")) resolve();
      });
    });
  };
  const stopRedis = async () => {
    const { redis } = running;
    if (redis === undefined || redis.exitCode !== null || redis.signalCode !== null) return;
    const ended = once(redis, "exit");
    redis.kill("SIGKILL");
    await ended;
  };

  beforeAll(async () => {
    running.port = await freePort();
    await startRedis();
    const settings = {
      REDIS_URL: `redis://127.0.0.1:${running.port}`,
      AUTH_SECRET: "Zk3vQ8rT1xYpL6wN0sBdE4uHcJ7mGaFi",
      PFN_LIMIT_ANONYMOUS_PER_MINUTE: String(LIMIT),
      PFN_LOG_LEVEL: "info",
    };
    running.instances = [await startPfn(settings), await startPfn(settings)];
  });
  afterAll(async () => {
    for (const instance of running.instances) await instance.remove();
    await stopRedis();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * How many of the calls that come at once each instance lets in: they get 401, because they lack
   * a credential. Those over the limit get 429.
   */
  const admitted = async (calls: number) => {
    const statuses = running.instances.map(async ({ url }) => {
      const answers = await Promise.all(
        Array.from({ length: calls }, () => fetch(`${url}/api/v1/me`)),
      );
      return answers.filter(({ status }) => status === 401).length;
    });
    return Promise.all(statuses);
  };
  const heard = (event: string) =>
    running.instances.map(({ output }) => output.stdout.split(`"event":"${event}"`).length - 1);

  it("R3: count together; alone while Redis is away (one log line); then together", async () => {
    const together = await admitted(LIMIT - 5);
    expect(together.reduce((sum, count) => sum + count, 0)).toBe(LIMIT);

    await stopRedis();
    await expect.poll(() => heard("limits.redisAway")).toEqual([1, 1]);
    expect(await admitted(LIMIT + 5)).toEqual([LIMIT, LIMIT]);
    expect(heard("limits.redisAway")).toEqual([1, 1]);

    await startRedis();
    await expect.poll(() => heard("limits.redisBack")).toEqual([1, 1]);
    const again = await admitted(LIMIT - 5);
    expect(again.reduce((sum, count) => sum + count, 0)).toBe(LIMIT);
  });
});

function isInstalled(program: string): boolean {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
