import { describe, expect, it, vi } from "vitest";
import { joinLookups } from "./join-lookups";

interface Sent {
  keys: string[];
  answer: (found?: Record<string, string>) => void;
  fail: (error: unknown) => void;
}

/** Joined lookups whose statements wait until the test replies. */
function createJoiner({ maxKeys = 500, withinMs = 60_000 } = {}) {
  const sent: Sent[] = [];
  const find = joinLookups<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        sent.push({
          keys,
          answer: (found = {}) => resolve(new Map(Object.entries(found))),
          fail: reject,
        });
      }),
    { maxKeys, withinMs },
  );
  return { find, sent };
}

/** Waits until the effects of the last turn of the event loop are done. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** Returns the sent statement with this number. */
function at(sent: Sent[], index: number): Sent {
  const statement = sent[index];
  if (!statement) throw new Error(`Only ${sent.length} statements were sent`);
  return statement;
}

describe("joined lookups", () => {
  it("lookups of one turn of the event loop share a statement, each with its answer", async () => {
    const { find, sent } = createJoiner();
    const answers = Promise.all([find("a"), find("b"), find("a"), find("missing")]);
    await settled();
    expect(sent.map(({ keys }) => keys)).toEqual([["a", "b", "missing"]]);
    at(sent, 0).answer({ a: "A", b: "B" });
    expect(await answers).toEqual(["A", "B", "A", null]);
  });

  it("K6: a lookup never joins a statement already sent, not even for the same key", async () => {
    const { find, sent } = createJoiner();
    const before = find("key");
    await settled();
    expect(sent).toHaveLength(1);
    const after = find("key");
    await settled();
    expect(sent).toHaveLength(1);
    at(sent, 0).answer({ key: "active" });
    expect(await before).toBe("active");
    await settled();
    expect(sent.map(({ keys }) => keys)).toEqual([["key"], ["key"]]);
    at(sent, 1).answer({ key: "revoked" });
    expect(await after).toBe("revoked");
  });

  it("lookups that arrive while a statement is under way leave together in the next", async () => {
    const { find, sent } = createJoiner();
    const first = find("first");
    await settled();
    const later = Array.from({ length: 99 }, (_, index) => find(`later ${index}`));
    await settled();
    at(sent, 0).answer();
    await first;
    await settled();
    expect(sent.map(({ keys }) => keys.length)).toEqual([1, 99]);
    at(sent, 1).answer();
    expect(await Promise.all(later)).toHaveLength(99);
  });

  it("a statement carries no more keys than it may", async () => {
    const { find, sent } = createJoiner({ maxKeys: 2 });
    const answers = Promise.all(["a", "b", "c"].map(find));
    await settled();
    at(sent, 0).answer({ a: "A" });
    await settled();
    at(sent, 1).answer({ c: "C" });
    expect(await answers).toEqual(["A", null, "C"]);
    expect(sent.map(({ keys }) => keys)).toEqual([["a", "b"], ["c"]]);
  });

  it("an error rejects all lookups of its statement as it is, and no later ones", async () => {
    const { find, sent } = createJoiner();
    const trouble = new Error("connection lost");
    const first = Promise.allSettled([find("a"), find("b")]);
    await settled();
    const second = find("a");
    at(sent, 0).fail(trouble);
    expect(await first).toEqual([
      { status: "rejected", reason: trouble },
      { status: "rejected", reason: trouble },
    ]);
    await settled();
    at(sent, 1).answer({ a: "A" });
    expect(await second).toBe("A");
  });

  it(
    "F1: a lookup gives up in time although the statement before it never returns, and is not " +
      "sent any more",
    async () => {
      const { find, sent } = createJoiner({ withinMs: 20 });
      const stuck = find("stuck");
      await settled();
      const waiting = find("waiting");
      await expect(stuck).rejects.toThrow("did not answer within 20 ms");
      await expect(waiting).rejects.toThrow("did not answer within 20 ms");
      at(sent, 0).answer();
      await settled();
      expect(sent).toHaveLength(1);
      const next = find("next");
      await settled();
      at(sent, 1).answer({ next: "N" });
      expect(await next).toBe("N");
    },
  );

  it("a statement that throws at once rejects like one that fails later", async () => {
    const find = joinLookups(vi.fn().mockRejectedValue(new Error("no pool")), {
      maxKeys: 1,
      withinMs: 1_000,
    });
    await expect(find("a")).rejects.toThrow("no pool");
    await expect(find("b")).rejects.toThrow("no pool");
  });
});
