import { expect, it } from "vitest";
import { createBucketHash } from "./hash-bucket";
import { networkOf } from "./network-of";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:0DB8:0000:0000:ffff::", "2001:db8:0:0"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["::ffff:192.0.2.7", "c000:207"],
  ["::ffff:192.0.2.8", "c000:208"],
  [null, "unknown"],
])("S8: %s is counted under %s", (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

it(
  "R3: any number of made-up names is at most 131 072 counters, and nobody can tell which " +
    "without the secret",
  () => {
    const [fold, other] = [createBucketHash("one secret"), createBucketHash("another secret")];
    const names = Array.from({ length: 300_000 }, (_, index) => `2001:db8:${index.toString(16)}:0`);
    const folded = new Set(names.map(fold));
    expect(folded.size).toBeGreaterThan(100_000);
    expect(folded.size).toBeLessThanOrEqual(131_072);
    expect(names.slice(0, 100).filter((name) => fold(name) === other(name))).toEqual([]);
  },
);
