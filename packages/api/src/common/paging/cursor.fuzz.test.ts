import { isDeepStrictEqual } from "node:util";
import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DomainError } from "../errors/domain-error";
import { type CursorIssuer, type CursorScope, decodeCursor, encodeCursor } from "./cursor";

interface Giver {
  issuer: CursorIssuer;
  scope: CursorScope;
}

const word = fc.oneof(
  fc.constantFrom("", "a", "b", "transactions", "accounts"),
  fc.string({ unit: "binary" }),
);
const giver: fc.Arbitrary<Giver> = fc.record({
  issuer: fc
    .record({ ledgerId: word, secret: word })
    // HMAC does not tell a key from itself and a NUL; no server has a secret that ends in one.
    .map(({ ledgerId, secret }) => ({
      principal: { ledgerId },
      runtime: { secret: `${secret}.` },
    })),
  scope: fc.record({ list: word, filters: fc.jsonValue({ maxDepth: 2 }) }),
});
const position = fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 4 });
const give = ({ issuer, scope }: Giver, at: readonly string[]) => encodeCursor(issuer, scope, at);
const take = ({ issuer, scope }: Giver, cursor: string) => decodeCursor(issuer, scope, cursor);

/**
 * What became of a cursor: the position it means, or the refusal; anything else that is thrown
 * fails the test.
 */
function outcomeOf(taker: Giver, cursor: string): string[] | "refused" {
  try {
    return take(taker, cursor);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error).toMatchObject({
      code: "BAD_REQUEST",
      path: "cursor",
      message: expect.stringContaining("`cursor`"),
      hint: expect.stringContaining("nextCursor"),
    });
    return "refused";
  }
}

it("I5: a cursor means the position that it was given for, whatever texts that is made of", () =>
  fuzz(
    "cursor round trip",
    fc.property(giver, position, (who, at) => {
      expect(take(who, give(who, at))).toEqual(at);
      expect(give(who, at)).toMatch(/^[\w-]*\.[\w-]{22}$/);
    }),
    500,
  ));

it(
  "I5: a cursor with any character replaced, dropped or added is refused as a 400 that names " +
    "the field",
  () => {
    const piece = fc.oneof(
      fc.constantFrom("", ".", "=", "A", "-", " ", "\0"),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    return fuzz(
      "cursor tampering",
      fc.property(
        giver,
        position,
        fc.tuple(fc.nat(), fc.nat(3), piece),
        (who, at, [place, count, by]) => {
          const cursor = give(who, at);
          const from = place % (cursor.length + 1);
          const changed = cursor.slice(0, from) + by + cursor.slice(from + count);
          expect(outcomeOf(who, changed)).toEqual(changed === cursor ? at : "refused");
        },
      ),
      1_000,
    );
  },
);

it("I5: any other text is refused in the same way", () =>
  fuzz(
    "cursor garbage",
    fc.property(
      giver,
      fc.oneof(fc.string({ unit: "binary" }), fc.base64String(), fc.json()),
      (who, text) => {
        expect(outcomeOf(who, text)).toBe("refused");
      },
    ),
    500,
  ));

it("I5: a cursor is good for one ledger, list, set of filters and server alone", () =>
  fuzz(
    "cursor binding",
    fc.property(
      giver,
      giver,
      fc.subarray(["ledgerId", "secret", "list", "filters"]),
      position,
      (a, b, taken, at) => {
        const has = (name: string) => taken.includes(name);
        const other: Giver = {
          issuer: {
            principal: has("ledgerId") ? b.issuer.principal : a.issuer.principal,
            runtime: has("secret") ? b.issuer.runtime : a.issuer.runtime,
          },
          scope: {
            list: has("list") ? b.scope.list : a.scope.list,
            filters: has("filters") ? b.scope.filters : a.scope.filters,
          },
        };
        // JSON knows one zero.
        const isSame = isDeepStrictEqual(JSON.stringify(a), JSON.stringify(other));
        expect(outcomeOf(other, give(a, at))).toEqual(isSame ? at : "refused");
      },
    ),
    500,
  ));

it("I5: the CPU time of refusing a cursor grows in proportion to it, whatever it is", () => {
  const [who] = fc.sample(giver, 1);
  if (who === undefined) throw new Error("Somebody takes cursors.");
  return fuzz(
    "cursor cost",
    growsLinearly(kinds(PIECES), (text) => take(who, text)),
    10,
  );
});
