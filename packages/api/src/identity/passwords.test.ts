import { beforeEach, expect, it, vi } from "vitest";
import { createPasswords } from "./passwords";

// The hashing itself is argon2's; here is counted how often and how much at once it is asked for.
const argon2 = vi.hoisted(() => ({
  underWay: 0,
  most: 0,
  calls: [] as string[],
  release: null as Promise<void> | null,
}));
vi.mock("@node-rs/argon2", async (importOriginal) => {
  const original = await importOriginal<typeof import("@node-rs/argon2")>();
  const counted = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    argon2.calls.push(name);
    argon2.most = Math.max(argon2.most, ++argon2.underWay);
    await argon2.release;
    return work().finally(() => argon2.underWay--);
  };
  return {
    ...original,
    hash: (...input: Parameters<typeof original.hash>) =>
      counted("hash", () => original.hash(...input)),
    verify: (...input: Parameters<typeof original.verify>) =>
      counted("verify", () => original.verify(...input)),
  };
});
beforeEach(() => {
  Object.assign(argon2, { most: 0, calls: [], release: null });
});

it("S6: a hash is argon2id with 19 MiB, two passes and a salt of its own", async () => {
  const passwords = createPasswords();
  const [one, two] = [await passwords.hash("a password"), await passwords.hash("a password")];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await passwords.verify(one, "a password")).toBe(true);
  expect(await passwords.verify(one, "A password")).toBe(false);
});

it(
  "S5: checking a password of nobody costs one check, like that of somebody, and never " +
    "succeeds",
  async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash("a password");
    argon2.calls = [];
    expect(await passwords.verify(stored, "wrong")).toBe(false);
    expect(argon2.calls).toEqual(["verify"]);
    argon2.calls = [];
    for (const text of ["wrong", "decoy", ""])
      expect(await passwords.verify(null, text)).toBe(false);
    expect(argon2.calls).toEqual(["verify", "verify", "verify"]);
  },
);

it(
  "S6: at most four are worked on at once, and beyond 64 that wait further ones are told to " +
    "come back",
  async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash("a password");
    // The decoy is made in the background; what waits for it would ask later than the others.
    await passwords.verify(null, "x");
    const gate = { open: (): void => undefined };
    argon2.release = new Promise((resolve) => {
      gate.open = resolve;
    });
    argon2.most = 0;
    const checks = Array.from({ length: 100 }, (_, index) =>
      index % 2 === 0 ? passwords.verify(stored, "x") : passwords.verify(null, "x"),
    );
    const outcomes = Promise.allSettled(checks);
    await new Promise(setImmediate);
    gate.open();
    const refused = (await outcomes).flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason.code] : [],
    );
    expect(argon2.most).toBe(4);
    expect(new Set(refused)).toEqual(new Set(["SERVICE_UNAVAILABLE"]));
    expect(100 - refused.length).toBe(4 + 64);
    expect(await passwords.verify(stored, "a password")).toBe(true);
  },
);

it("S6: a full queue says when to come back", async () => {
  const passwords = createPasswords();
  const hashes = Array.from({ length: 100 }, () => passwords.hash("x"));
  const outcomes = await Promise.allSettled(hashes);
  const refused = outcomes
    .filter((outcome) => outcome.status === "rejected")
    .map(({ reason }) => reason);
  expect(refused.length).toBeGreaterThan(0);
  for (const reason of refused)
    expect(reason).toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      details: { retryAfterSeconds: 5 },
    });
});
