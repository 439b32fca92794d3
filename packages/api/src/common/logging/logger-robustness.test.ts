import fs from "node:fs";
import { expect, it, vi } from "vitest";
import { createLogger } from "./logger";

// The process goes on and a line is written, with anything handed to the logger (L2).

function linesOf(write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } }));
  return lines;
}
const circle = () => {
  const value: Record<string, unknown> = { event: "x", password: "hunter2" };
  value["self"] = { value };
  return value;
};
const deep = () => {
  let value: unknown = { password: "hunter2" };
  for (let depth = 0; depth < 20_000; depth++) value = { value };
  return { event: "x", value };
};
const circularCauses = () => {
  const [one, two] = [new Error("one"), new Error("two")];
  Object.assign(one, { cause: two });
  Object.assign(two, { cause: one });
  return { event: "x", err: one };
};
const hostile = (act: () => never) => ({
  "a getter": {
    event: "x",
    get value() {
      return act();
    },
  },
  "a getter of an error": {
    event: "x",
    err: Object.defineProperty(new Error("bad"), "details", { enumerable: true, get: act }),
  },
  toJSON: { event: "x", value: { toJSON: act } },
  "a proxy": { event: "x", value: new Proxy({}, { get: act, ownKeys: act }) },
});
const throws = (): never => {
  throw new Error("thrown while logging");
};
const HARD: Record<string, () => object> = {
  "a circle": circle,
  "20 000 levels": deep,
  "causes in a circle": circularCauses,
  "a BigInt": () => ({ event: "x", value: 10n ** 30n }),
  "a symbol and a function": () => ({ event: "x", value: Symbol("s"), call: () => undefined }),
  "a buffer": () => ({ event: "x", value: Buffer.alloc(1_000_000) }),
  "an array of a million": () => ({
    event: "x",
    value: new Array(1_000_000).fill({ password: "hunter2" }),
  }),
  "a tree of ten thousand leaves": () => ({
    event: "x",
    tree: new Array(100).fill(new Array(100).fill("leaf")),
  }),
  "long texts in a list": () => ({ event: "x", list: new Array(100).fill("text".repeat(3_000)) }),
  "a URL with a password": () => ({
    event: "x",
    url: new URL("https://user:hunter2@example.org/"),
  }),
  "a date that is none": () => ({ event: "x", value: new Date(Number.NaN) }),
  "a lone surrogate": () => ({ event: "x", value: "\ud800" }),
  "an object without a prototype": () =>
    Object.assign(Object.create(null), { event: "x", password: "hunter2" }),
  __proto__: () => JSON.parse('{"event":"x","__proto__":{"password":"hunter2"}}'),
  ...Object.fromEntries(
    Object.entries(hostile(throws)).map(([name, value]) => [`${name} that throws`, () => value]),
  ),
};

it.each(Object.keys(HARD))(
  "L2: %s makes one line of bounded size, in which nothing is given away",
  (name) => {
    const lines = linesOf((log) => log.info(HARD[name]?.() ?? {}, "message"));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", msg: "message" });
    expect(lines[0]).not.toContain("hunter2");
    expect(lines[0]?.length).toBeLessThan(200_000);
  },
);

it("what a line cannot hold is cut off, and the cut is shown", () => {
  const [line = ""] = linesOf((log) =>
    log.info({ tree: new Array(100).fill(new Array(100).fill("leaf")) }),
  );
  expect(line.match(/"leaf"/g)?.length).toBeLessThan(1_000);
  expect(line).toContain('"[more]"');
  const [long = ""] = linesOf((log) =>
    log.info({ a: "a".repeat(8_001), b: "b".repeat(8_000), rest: new Array(200).fill(0) }),
  );
  expect(JSON.parse(long)).toMatchObject({ a: `${"a".repeat(8_000)}…`, b: "b".repeat(8_000) });
  expect(long).toContain('"[100 more]"');
});

it("each kind of value is written so that a reader knows what it was", () => {
  const fields = {
    bigint: 10n ** 20n,
    function: () => undefined,
    symbol: Symbol("s"),
    date: new Date("2026-03-31T12:00:00Z"),
    noDate: new Date(Number.NaN),
    url: new URL("https://example.org/a"),
    bytes: Buffer.alloc(3),
    map: new Map([[1, 2]]),
    set: new Set([1, 2]),
    list: [1, 2],
    unreadable: new Proxy({}, { ownKeys: throws }),
    item: [{ get: 1 }, Object.defineProperty({}, "a", { enumerable: true, get: throws })],
    several: new AggregateError([new Error("one of them")], "several"),
    plain: new Error("plain"),
  };
  const [line = ""] = linesOf((log) => log.info(fields));
  const { several, plain, ...rest } = JSON.parse(line);
  expect(rest).toMatchObject({
    ...{ bigint: "100000000000000000000", function: "[function]", symbol: "[symbol]" },
    ...{ date: "2026-03-31T12:00:00.000Z", noDate: null, url: "https://example.org/a" },
    ...{ bytes: "[3 bytes]", map: "[1 entries]", set: "[2 entries]", list: [1, 2] },
    ...{ unreadable: { unreadable: true }, item: [{ get: 1 }, { a: "[unreadable]" }] },
  });
  expect(several.errors).toMatchObject([{ type: "Error", message: "one of them" }]);
  expect(plain).not.toHaveProperty("errors");
});

it("eight levels are written, and of the ninth that there is more", () => {
  const [line = ""] = linesOf((log) =>
    log.info({ a: { b: { c: { d: { e: { f: { g: { h: { i: 1 } } } } } } } } }),
  );
  expect(line).toContain('{"g":{"h":"[more]"}}');
});

it("L1: without another place to write to, a line goes to the standard output at once", () => {
  const write = vi.spyOn(fs, "writeSync").mockImplementation((_, text) => String(text).length);
  createLogger({ level: "info" }).info({ event: "x" });
  expect(write.mock.calls.map(([to, text]) => [to, String(text)])).toEqual([
    [1, expect.stringContaining('"event":"x"')],
  ]);
});

it("L2: what is logged is not changed by being logged", () => {
  const value = {
    event: "x",
    password: "hunter2",
    inner: { key: "k", list: [1, 2] },
    err: new Error("e", { cause: new Error("c") }),
  };
  linesOf((log) => log.info(value));
  expect(value).toEqual({
    event: "x",
    password: "hunter2",
    inner: { key: "k", list: [1, 2] },
    err: new Error("e", { cause: new Error("c") }),
  });
});

it("an error is logged with type, message, stack and causes", () => {
  const [line = ""] = linesOf((log) =>
    log.error({ event: "x", err: new TypeError("outer", { cause: new RangeError("inner") }) }),
  );
  const { err } = JSON.parse(line);
  expect(err).toMatchObject({
    type: "TypeError",
    message: expect.stringContaining("outer"),
    stack: expect.stringContaining("logger-robustness.test.ts"),
  });
  expect(line).toContain("inner");
});

it("L2: masking a long text takes time that grows with its length, not with its square", () => {
  // Messages are not cut, unlike fields.
  for (const piece of [
    "eyJ",
    "a",
    "a.",
    "eyJaaaaaaaa.",
    "://",
    "://a:",
    "pfn_live_",
    "x://y:",
    "bearer ",
    "bearer",
    " ",
  ]) {
    const text = piece.repeat(1_000_000 / piece.length);
    const startedAt = process.cpuUsage().user;
    linesOf((log) => log.info(text));
    // A square would take minutes; a whole second is far above what a line costs, also on a busy
    // machine.
    expect(process.cpuUsage().user - startedAt, piece).toBeLessThan(2_000_000);
  }
});
