import { generateKey } from "@pfn/keys";
import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createLogger } from "./logger";

// Anything handed to the logger comes out as one line, with no secret in it (L2).

/** No form of it stands for anything else, so that finding a part of it is finding it. */
const SECRET = "q7Zx9Kw3Vt5Rm2Lp8";
const { key: KEY } = generateKey("live");

function lineOf(fields: object, message: string): string {
  const lines: string[] = [];
  createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } }).info(
    fields,
    message,
  );
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

/** What a secret may look like by itself, anywhere in a text. */
const telling = fc.constantFrom(
  KEY,
  KEY.replaceAll("_", "%5F"),
  KEY.replaceAll("_", "%5f"),
  KEY.toUpperCase(),
  `${KEY}${KEY}`,
  KEY.slice(0, 30),
  `Bearer ${SECRET}`,
  `bearer   ${SECRET}`,
  `Basic ${Buffer.from(`user:${SECRET}`).toString("base64")}`,
  `postgres://pfn:${SECRET}@db.internal:5432/pfn`,
  `redis://:${SECRET}@cache/0`,
  `https://user:${encodeURIComponent(`${SECRET}/&`)}@example.org/path?q=1`,
  `eyJhbGciOiJIUzI1NiJ9.${SECRET}${SECRET}.${SECRET}`,
  `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${SECRET}.${SECRET}.${SECRET}`,
);
/** Parts of the above that must not be left. */
const TRACES = [
  KEY.slice(9, 24),
  KEY.slice(9, 24).toUpperCase(),
  SECRET,
  Buffer.from(`user:${SECRET}`).toString("base64").slice(0, 20),
];

// A word before or behind would be a part of the credential's scheme or of the JWT, and no longer
// tell what it is.
const around = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    '"',
    "?k=",
    "&x=1",
    "\n",
    "\u2028",
    "'",
    ", ",
    "(",
    "{}",
    "\ud83d\ude00",
  ),
  fc.string({ unit: fc.constantFrom(..." \n\t,;()[]{}<>|\"'`é€"), maxLength: 5 }),
);
const tellingText = fc.tuple(around, telling, around).map((parts) => parts.join(""));

const NAMES = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "passwordHash",
  "current",
  "next",
  "secret",
  "token",
  "key",
  "hash",
];
const secretName = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom<(name: string) => string>(
      (n) => n,
      (n) => n.toUpperCase(),
      (n) => n.replace("-", "_"),
      (n) => `_${n}`,
    ),
  )
  .map(([name, write]) => write(name));
const plainName = fc.oneof(
  fc.constantFrom(
    "a",
    "err",
    "cause",
    "value",
    "list",
    "url",
    "__proto__",
    "toJSON",
    "constructor",
    "0",
  ),
  fc.string({ maxLength: 4 }),
);

const throws = (): never => {
  throw new Error(`thrown with ${KEY}`);
};
/** Puts a field on an object by definition, so that `__proto__` is a name like any other. */
const withField = (name: string, field: PropertyDescriptor): object =>
  Object.defineProperty({}, name, { enumerable: true, configurable: true, ...field });

/** One more thing around a value. */
const wrap = fc.oneof(
  plainName.map((name) => (inner: unknown) => withField(name, { value: inner })),
  plainName.map((name) => (inner: unknown) => withField(name, { get: () => inner })),
  plainName.map((name) => (inner: unknown) => [withField(name, { get: throws }), inner]),
  plainName.map((name) => (inner: unknown) => Object.assign(new Error(name), { details: inner })),
  plainName.map((name) => (inner: unknown) => new TypeError(name, { cause: inner })),
  fc.constantFrom<(inner: unknown) => unknown>(
    (inner) => [inner, inner],
    (inner) => new AggregateError([inner], "several"),
    (inner) => new Map([["inner", inner]]),
    (inner) => new Set([inner]),
    (inner) => Object.assign(Object.create(null), { inner }),
    (inner) => ({ toJSON: () => inner }),
    (inner) => new Proxy({ inner }, {}),
    (inner) => new Proxy({ inner }, { ownKeys: throws, get: throws }),
    (inner) => {
      const circle: Record<string, unknown> = { inner };
      circle["circle"] = circle;
      return circle;
    },
    (inner) => {
      const error = new Error("circle", { cause: inner });
      Object.assign(error, { self: error });
      return error;
    },
    (inner) =>
      Object.defineProperty(new Error("bad", { cause: inner }), "message", { get: throws }),
  ),
);
const nest = (inner: unknown, wraps: readonly ((value: unknown) => unknown)[]) =>
  wraps.reduce((value, by) => by(value), inner);
const wraps = fc.array(wrap, { maxLength: 12 });

function expectSafe(line: string): void {
  expect(JSON.parse(line)).toMatchObject({ level: "info" });
  expect(line.slice(0, -1)).not.toMatch(/[\n\r\u2028\u2029]/);
  for (const trace of TRACES) expect(line).not.toContain(trace);
}

it(
  "L2: a secret is recognised by its form in a field, a name, a message, a URL or a cause, " +
    "at any depth and in any text",
  () =>
    fuzz(
      "redactor forms",
      fc.property(tellingText, wraps, around, (text, around, message) => {
        expectSafe(lineOf({ event: "x", value: nest(text, around) }, `${message}${text}`));
        expectSafe(
          lineOf({ [text]: nest(new Error(text, { cause: new Error(text) }), around) }, message),
        );
        expectSafe(lineOf({ body: JSON.stringify({ inner: JSON.stringify({ text }) }) }, message));
      }),
      300,
    ),
);

it(
  "L2: a secret in a field that is named like one is left out, " +
    "with anything inside it and around it",
  () => {
    const wrapped = fc.oneof(
      fc.constant(SECRET),
      fc.constant([SECRET]),
      fc.constant({ inner: { value: SECRET } }),
      fc.constant(new Error(SECRET)),
    );
    return fuzz(
      "redactor names",
      fc.property(secretName, wrapped, wraps, (name, secret, around) => {
        expectSafe(lineOf({ event: "x", value: nest({ [name]: secret }, around) }, "message"));
        expectSafe(
          lineOf(
            nest(Object.assign(new Error("bad"), { [name]: secret }), around) as object,
            "message",
          ),
        );
      }),
      300,
    );
  },
);

it("L2: whatever is logged, a line of bounded size is written and nothing is thrown", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    maxDepth: 5,
  });
  return fuzz(
    "redactor anything",
    fc.property(
      fc.dictionary(fc.string(), anything),
      wraps,
      fc.string({ unit: "binary" }),
      (fields, around, message) => {
        const line = lineOf({ ...fields, value: nest(fields, around) }, message);
        expect(JSON.parse(line)).toBeTypeOf("object");
        expect(line.length).toBeLessThan(300_000);
      },
    ),
    300,
  );
});

it("L2: the CPU time of a line grows in proportion to what is logged, whatever it is", () =>
  fuzz(
    "redactor cost",
    growsLinearly(kinds(PIECES), (text) => lineOf({ value: text, [text]: [text] }, text)),
    10,
  ));
