import { expect, it } from "vitest";
import { createLogger } from "../logger";
import { createCallLimiter } from "./call-limiter";
import { createCounterStore } from "./counter-store";
import { createFold } from "./fold-name";
import { DEFAULT_LIMITS } from "./limits";

it("R1: the product's own limits are these", () => {
  expect(DEFAULT_LIMITS).toEqual({
    anonymousPerMinute: 60,
    failedKeysPerMinute: 20,
    callsPerMinute: 600,
    writesPerSecond: 10,
    keysPerDay: 10,
    passwordTries: 5,
  });
});

it("R3: while Redis is away the process counts by itself, says so once, and lets nobody past the limit", async () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
  // Nothing listens on the discard port.
  const store = createCounterStore("redis://127.0.0.1:9", log);
  const limiter = createCallLimiter(store, { ...DEFAULT_LIMITS, anonymousPerMinute: 5 }, createFold("a secret"));
  const admit = () =>
    limiter.admit({ principal: null, ip: "192.0.2.1" }, { calls: 1, writes: 0 }).then(
      () => "in",
      () => "out",
    );
  const first = await Promise.all(Array.from({ length: 5 }, admit));
  await expect.poll(() => lines.length).toBe(1);
  const second = await Promise.all(Array.from({ length: 5 }, admit));
  expect([...first, ...second]).toEqual(["in", "in", "in", "in", "in", "out", "out", "out", "out", "out"]);
  expect(lines.join("")).toContain('"event":"limits.redisAway"');
  expect(lines).toHaveLength(1);
  await store.close();
});
