import { expect } from "vitest";
import type { Answer } from "../../test/requests";

/** Quotas small enough to be used up by a test. */
export const LIMITS = {
  anonymousPerMinute: 6,
  failedKeysPerMinute: 4,
  callsPerMinute: 12,
  writesPerSecond: 2,
};

export async function repeat(times: number, call: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let index = 0; index < times; index += 1) answers.push(await call());
  return answers;
}
export const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

/** Seconds in which each quota holds (R1). */
const WINDOWS: Record<string, number> = { key: 60, writes: 1, network: 60, "failed-keys": 60 };

/** R2: `Retry-After` and `RateLimit` agree, and name one quota. */
export function expectThrottled(answer: Answer | undefined, name: string, limit: number): void {
  expect(answer?.status).toBe(429);
  const seconds = answer?.headers.get("retry-after") ?? "";
  expect(Number(seconds)).toBeGreaterThanOrEqual(1);
  expect(Number(seconds)).toBeLessThanOrEqual(WINDOWS[name] ?? 0);
  expect(answer?.headers.get("ratelimit")).toContain(`"${name}";r=0;t=${seconds}`);
  expect(answer?.headers.get("ratelimit-policy")).toContain(
    `"${name}";q=${limit};w=${WINDOWS[name]}`,
  );
  expect(answer?.text).toContain('"code":"TOO_MANY_REQUESTS"');
  expect(answer?.text).toContain('"retryable":true');
}
