import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { rawGet, statusOf, withoutRequest } from "../../test/raw-request";
import { useServer } from "../../test/server";

// What may stand in an `Authorization` header, held against the grammar written out a second time
// (T1, T2, RFC 9110 §11.1).

const t = useRuntime();
const server = useServer(t);
const made = { key: "" };
beforeAll(async () => {
  made.key = (await createKey(t.runtime, await createUser(t.runtime))).key;
});

/** Stands for the valid key, which exists only once the tests run. */
const KEY = "{key}";
/** What a header may hold as HTTP has it: latin1 without control characters. */
const char = fc
  .integer({ min: 0x20, max: 0xff })
  .filter((code) => code !== 0x7f)
  .map((code) => String.fromCharCode(code));
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      KEY,
      "Bearer ",
      "bearer ",
      "BEARER  ",
      "Basic ",
      "Bearer",
      " ",
      "  ",
      "\t",
    ),
  },
  fc.constantFrom(",", ", ", "=", '"', ";", "\xa0", "\xff", "é", "pfn_live_", "Bearer realm=", "x"),
  fc.string({ unit: char, maxLength: 6 }),
);
const value = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
const name = fc.constantFrom("Authorization", "authorization", "AUTHORIZATION", "aUthOrization");

/**
 * Spaces and tabs around a header's value are none of it; then scheme, spaces, and the key, to the
 * letter.
 */
function isCredential(sent: string): boolean {
  const [scheme = "", ...rest] = sent.replace(/^[ \t]+|[ \t]+$/g, "").split(" ");
  return (
    scheme.toLowerCase() === "bearer" &&
    rest.at(-1) === KEY &&
    rest.slice(0, -1).every((part) => part === "")
  );
}
const ask = (lines: readonly string[]) =>
  rawGet(
    server.url,
    "/api/trpc/me.get",
    lines.map((line) => line.replaceAll(KEY, made.key)),
  );

it(
  "T1: one header opens the endpoint exactly when it is `Bearer`, spaces and a valid key; " +
    "anything else is one and the same 401",
  () =>
    fuzz(
      "authorization header",
      fc.asyncProperty(name, value, async (header, sent) => {
        const answer = await ask([`${header}: ${sent}`]);
        if (isCredential(sent)) {
          expect(statusOf(answer)).toBe(200);
          return;
        }
        expect(withoutRequest(answer)).toBe(withoutRequest(await ask(["Authorization: Bearer x"])));
        expect(statusOf(answer)).toBe(401);
        expect(answer).not.toContain(made.key);
      }),
      150,
    ),
);

it("T2: two or more of them are a 400, whatever they hold, and open nothing", () =>
  fuzz(
    "authorization repeated",
    fc.asyncProperty(
      fc.array(fc.tuple(name, value), { minLength: 2, maxLength: 4 }),
      async (headers) => {
        const answer = await ask(headers.map(([header, sent]) => `${header}: ${sent}`));
        expect(statusOf(answer)).toBe(400);
        expect(answer).toContain('error="invalid_request"');
        expect(answer).not.toContain(made.key);
      },
    ),
    75,
  ));

it("T1: bytes that no header may hold are a 400 or a 401, never a server error", () =>
  fuzz(
    "authorization bytes",
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), value, async (bytes, sent) => {
      // A line break would begin another header, or end them all.
      const garbage = Buffer.from(bytes)
        .toString("latin1")
        .replace(/[\r\n]/g, "");
      expect([200, 400, 401]).toContain(statusOf(await ask([`Authorization: ${sent}${garbage}`])));
    }),
    75,
  ));

it("T1: the CPU time of refusing a header grows in proportion to it, whatever it is", () => {
  // Node takes 16 KiB of headers.
  const header = fc.oneof(fc.constantFrom(" ", "\t", ",", "=", '"', "Bearer ", "pfn_live_"), char);
  return fuzz(
    "authorization cost",
    growsLinearly(kinds(header), (sent) => ask([`Authorization: ${sent}`]), { from: 9, to: 13 }),
    5,
  );
});
