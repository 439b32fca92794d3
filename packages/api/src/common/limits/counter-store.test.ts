import { expect, it } from "vitest";
import { createLogger } from "../logging/logger";
import { createCallLimiter } from "./call-limiter";
import { type CounterStore, createCounterStore } from "./counter-store";
import { createBucketHash } from "./hash-bucket";
import { DEFAULT_LIMITS } from "./limits";
import { createPasswordThrottle } from "./password-throttle";

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

it(
  "R3: whatever a stranger makes up, an address or an account, is counted under its fold, so " +
    "that memory is bounded",
  async () => {
    const store = createCounterStore(undefined, createLogger({ level: "silent" }));
    const names: string[] = [];
    const folded = (name: string) => `fold ${names.push(name)}`;
    const counted: string[] = [];
    const watched: CounterStore = {
      ...store,
      counters: (...kind) => {
        const counters = store.counters(...kind);
        for (const use of ["consume", "penalty", "reward", "delete"] as const) {
          const known = counters[use].bind(counters);
          counters[use] = (name: string, ...rest: never[]) => {
            counted.push(name);
            return Reflect.apply(known, counters, [name, ...rest]);
          };
        }
        return counters;
      },
    };
    const calls = createCallLimiter(watched, { ...DEFAULT_LIMITS, anonymousPerMinute: 1 }, folded);
    const passwords = createPasswordThrottle(watched, 1, folded);
    await calls.admit({ principal: null, ip: "192.0.2.1" }, { calls: 1, writes: 0 });
    await calls.failedKey("192.0.2.1");
    await passwords.enterSignUp("192.0.2.1");
    const isRight = await passwords.enter({ account: "ada@example.org", ip: "192.0.2.1" });
    await isRight();
    expect(counted.length).toBeGreaterThan(5);
    expect(counted.filter((name) => !name.startsWith("fold "))).toEqual([]);
    expect(names.join()).toContain("192.0.2.1");
  },
);

it(
  "R3: while Redis is away the process counts by itself, says so once, and lets nobody past " +
    "the limit",
  async () => {
    const lines: string[] = [];
    const log = createLogger({
      level: "info",
      destination: { write: (line) => void lines.push(line) },
    });
    // Nothing listens on the discard port.
    const store = createCounterStore("redis://127.0.0.1:9", log);
    const limiter = createCallLimiter(
      store,
      { ...DEFAULT_LIMITS, anonymousPerMinute: 5 },
      createBucketHash("a secret"),
    );
    const admit = () =>
      limiter.admit({ principal: null, ip: "192.0.2.1" }, { calls: 1, writes: 0 }).then(
        () => "in",
        () => "out",
      );
    const first = await Promise.all(Array.from({ length: 5 }, admit));
    await expect.poll(() => lines.length).toBe(1);
    const second = await Promise.all(Array.from({ length: 5 }, admit));
    expect([...first, ...second]).toEqual([
      "in",
      "in",
      "in",
      "in",
      "in",
      "out",
      "out",
      "out",
      "out",
      "out",
    ]);
    expect(lines.join("")).toContain('"event":"limits.redisAway"');
    expect(lines).toHaveLength(1);
    await store.close();
  },
);
