import { generateKey } from "@pfn/keys";
import { expect, it } from "vitest";
import { createLogger } from "./logger";

// What a log line may hold (L1, L2).

const KEY = "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj";
const SECRET = "hunter2hunter2";

function lineOf(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } }));
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}
const parsed = (line: string): Record<string, unknown> => JSON.parse(line);

it(
  "L1: a line is one JSON object with UTC time, level, event and its fields, and nothing " +
    "about the machine",
  () => {
    const line = lineOf((log) => log.info({ event: "key.revoked", keyId: "k1" }, "key revoked"));
    expect(parsed(line)).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: "key.revoked",
      keyId: "k1",
      msg: "key revoked",
    });
    expect(line.endsWith("}\n")).toBe(true);
    expect(parsed(lineOf((log) => log.info({ event: "key.revoked" })))).not.toHaveProperty("msg");
  },
);

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
it.each(NAMES)(
  "L2: the value of a field named %s is never written, in any case and at any depth",
  (name) => {
    for (const field of [name, name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1)]) {
      const deep = { a: { b: { c: { d: { [field]: SECRET } } } }, list: [{ [field]: [SECRET] }] };
      const line = lineOf((log) =>
        log.info({ [field]: SECRET, once: { [field]: { inner: SECRET } }, ...deep }),
      );
      expect(line).not.toContain(SECRET);
      expect(line).toContain("[redacted]");
    }
  },
);

it.each(["detail", "where", "parameters", "params", "query", "internalQuery"])(
  "L3: what an error of the database shows as its %s is people's own data, and is never written",
  (name) => {
    const err = Object.assign(new Error("bad"), {
      [name]: "Quagga Tearooms",
      meta: { cause: { [name]: ["Quagga Tearooms"] } },
    });
    expect(lineOf((log) => log.error({ event: "x", err }))).not.toContain("Quagga");
  },
);

it("names that only contain such a word are kept: ids have to be found again", () => {
  const fields = {
    keyId: "k1",
    keys: 3,
    tokens: 7,
    nextCursor: null,
    hashes: 2,
    passwordChangedAt: "now",
    currentUserId: "u1",
  };
  expect(parsed(lineOf((log) => log.info(fields)))).toMatchObject(fields);
});

it.each<[string, (key: string) => unknown]>([
  ["in a field", (key) => ({ value: key })],
  ["inside a text", (key) => ({ value: `the key ${key}, they said` })],
  ["glued to a word", (key) => ({ value: `x${key}x` })],
  ["glued to an underscore", (key) => ({ value: `_${key}_` })],
  ["as a field's name", (key) => ({ [key]: 1 })],
  ["in a URL", (key) => ({ url: `https://example.org/?key=${key}&x=1` })],
  ["in a list", (key) => ({ list: [[key]] })],
  ["twice", (key) => ({ value: `${key}${key}` })],
  ["cut off", (key) => ({ value: key.slice(0, 30) })],
  ["in JSON inside a text", (key) => ({ body: JSON.stringify({ k: key }) })],
  ["in an error", (key) => ({ err: new Error(`bad key ${key}`) })],
  [
    "in an error's own field",
    (key) => ({ err: Object.assign(new Error("bad"), { request: { url: key } }) }),
  ],
  [
    "in a cause of a cause",
    (key) => ({
      err: new Error("outer", { cause: new Error("middle", { cause: new Error(`inner ${key}`) }) }),
    }),
  ],
  ["in an error of several", (key) => ({ err: new AggregateError([new Error(key)], "several") })],
  ["in an error that is not named err", (key) => ({ reason: new Error(`bad key ${key}`) })],
  ["percent-encoded", (key) => ({ url: `/?k=${key.replaceAll("_", "%5F")}` })],
  ["in a Map", (key) => ({ map: new Map([["k", key]]) })],
])("L2: a key is masked wherever it stands: %s", (_, fields) => {
  for (const mode of ["live", "test"] as const) {
    const { key } = generateKey(mode);
    expect(lineOf((log) => log.warn(fields(key)))).not.toContain(key.slice(9, 24));
  }
});

it("L2: a key in the message itself is masked, and what kind it was is kept", () => {
  expect(parsed(lineOf((log) => log.info(`got ${KEY}`)))).toMatchObject({
    msg: "got pfn_live_[redacted]",
  });
});

it.each([
  [
    "a session's JWT",
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..abcdefghijkl.mnopqrstuv.wxyzabcdef",
  ],
  [
    "a signed JWT",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
  ],
])("L2: %s is masked", (_, jwt) => {
  const line = lineOf((log) => log.info({ value: `cookie was ${jwt}; path=/` }, `msg ${jwt}`));
  for (const part of jwt.split(".").filter((text) => text.length > 8))
    expect(line).not.toContain(part);
});

it("L2: HTTP credentials in a text are masked, words about them are not", () => {
  const basic = Buffer.from("user:pfn_live_secret").toString("base64");
  expect(
    lineOf((log) => log.info(`sent Basic ${basic} and bearer abcdefghijklmnop0123`)),
  ).not.toMatch(/cGZu|abcdefgh/);
  expect(parsed(lineOf((log) => log.info("a bearer token is missing")))).toMatchObject({
    msg: "a bearer token is missing",
  });
});

it.each(["\n", "\r\n", "\t", "\\n", '"', "\u2028"])(
  "L2: a secret behind %j is masked, and the line stays JSON",
  (before) => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    for (const secret of [jwt, `Bearer ${SECRET}abc`, KEY, `redis://:${SECRET}@cache`]) {
      const line = lineOf((log) => log.info({ value: `${before}${secret}` }, `${before}${secret}`));
      expect(parsed(line)).toMatchObject({ level: "info" });
      expect(line).not.toMatch(/SflKxw|hunter2|0123456789/);
    }
  },
);

it("L2: the password inside a URL is masked, the rest of the URL stays", () => {
  const line = lineOf((log) =>
    log.info(
      { url: `postgres://pfn:${SECRET}@db.internal:5432/pfn` },
      `cannot reach redis://:${SECRET}@cache/0`,
    ),
  );
  expect(line).not.toContain(SECRET);
  expect(line).toContain("postgres://pfn:[redacted]@db.internal:5432/pfn");
  expect(line).toContain("redis://:[redacted]@cache/0");
});

it("an ordinary URL, and a time of day, are left alone", () => {
  const fields = { url: "https://example.org:8443/a?b=c@d", at: "12:30:00" };
  expect(parsed(lineOf((log) => log.info(fields)))).toMatchObject(fields);
});

it("L1: no text can break out of its line, or steer a terminal that shows it", () => {
  const line = lineOf((log) =>
    log.info(
      { value: "a\r\nb\u001b[31mc\u2028d\u2029e\u0085f\u009b31mg\u202eh\u0000" },
      "m\n\u2028\u009b",
    ),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  const steering = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
  expect(line.slice(0, -1)).not.toMatch(steering);
  expect(parsed(line)).toMatchObject({
    value: "a\r\nb\u001b[31mc\u2028d\u2029e\u0085f\u009b31mg\u202eh\u0000",
    msg: "m\n\u2028\u009b",
  });
});
