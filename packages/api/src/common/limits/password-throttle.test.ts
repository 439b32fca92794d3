import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../logging/logger";
import { createCounterStore } from "./counter-store";
import { createBucketHash } from "./hash-bucket";
import { createPasswordThrottle } from "./password-throttle";

const TRIES = 2;
const log = createLogger({ level: "silent" });
const create = () =>
  createPasswordThrottle(createCounterStore(undefined, log), TRIES, createBucketHash("a secret"));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Throttle = ReturnType<typeof create>;
/** Seconds to wait; 0: let in. */
const tryOnce = async (throttle: Throttle, account: string, ip: string) =>
  throttle.enter({ account, ip }).then(
    () => 0,
    (error: { code: string; details: { retryAfterSeconds?: number } }) => {
      expect(error.code).toBe("TOO_MANY_REQUESTS");
      return error.details.retryAfterSeconds ?? Number.NaN;
    },
  );

describe("S8: passwords", () => {
  it("after the free tries each further one waits twice as long, at most 15 minutes", async () => {
    const throttle = create();
    const waits: number[] = [];
    for (let index = 0; index < TRIES; index += 1)
      expect(await tryOnce(throttle, "ada", "192.0.2.1")).toBe(0);
    for (let index = 0; index < 9; index += 1) {
      expect(await tryOnce(throttle, "ada", "192.0.2.1")).toBe(0);
      const wait = await tryOnce(throttle, "ada", "192.0.2.1");
      waits.push(wait);
      vi.advanceTimersByTime(wait * 1_000);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
  });

  it("R3: tries that come at once do not slip through together", async () => {
    const throttle = create();
    const waits = await Promise.all(
      Array.from({ length: 50 }, () => tryOnce(throttle, "ada", "192.0.2.1")),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(TRIES + 1);
  });

  it("one network that goes through many accounts waits too", async () => {
    const throttle = create();
    const waits: number[] = [];
    for (let index = 0; index < 12; index += 1)
      waits.push(await tryOnce(throttle, `person ${index}`, "192.0.2.1"));
    expect(waits.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 0));
    expect(waits.slice(9).every((wait) => wait > 0)).toBe(true);
    expect(await tryOnce(throttle, "person 50", "192.0.2.2")).toBe(0);
  });

  it(
    "many networks that try one account wait, a minute at most, while its owner's own network " +
      "gets in",
    async () => {
      const throttle = create();
      await (await throttle.enter({ account: "ada", ip: "203.0.113.1" }))();
      const waits: number[] = [];
      for (let index = 0; index < 100; index += 1)
        waits.push(await tryOnce(throttle, "ada", `192.0.2.${index}`));
      expect(waits.filter((wait) => wait === 0).length).toBeLessThan(25);
      expect(Math.max(...waits)).toBeLessThanOrEqual(60);
      expect(await tryOnce(throttle, "ada", "203.0.113.1")).toBe(0);
      vi.advanceTimersByTime(60_000);
      expect(await tryOnce(throttle, "ada", "192.0.2.250")).toBe(0);
    },
  );

  it("the right password forgives the wrong ones before it", async () => {
    const throttle = create();
    for (let index = 0; index < 12; index += 1) {
      const succeed = await throttle.enter({ account: "ada", ip: "192.0.2.1" });
      if (index % 2 === 1) await succeed();
    }
    expect(await tryOnce(throttle, "ada", "192.0.2.1")).toBe(0);
  });

  it("tries are forgotten after an hour", async () => {
    const throttle = create();
    for (let index = 0; index < 5; index += 1) await tryOnce(throttle, "ada", "192.0.2.1");
    vi.advanceTimersByTime(3_600_000);
    for (let index = 0; index < TRIES; index += 1)
      expect(await tryOnce(throttle, "ada", "192.0.2.1")).toBe(0);
  });

  it("sign-ups from one network wait as well", async () => {
    const throttle = create();
    const answers: number[] = [];
    for (let index = 0; index < 6; index += 1)
      answers.push(
        await throttle.enterSignUp("192.0.2.1").then(
          () => 200,
          (error: { status: number }) => error.status,
        ),
      );
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
