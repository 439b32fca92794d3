import { SCOPES, type Scope } from "@pfn/keys";
import { constantFrom, property, assert as prove, subarray } from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { toProblem } from "../common/errors/problem";
import { refusal } from "../common/errors/refusal";
import { readWith, reservedParts } from "../common/read-with";
import { keyPrincipal } from "../test/key-principal";
import { hideUnread, hideUnreadOf, may, READ_WITH } from "./view";

const Row = z.object({
  entity: z.enum(["account", "transaction"]),
  id: readWith("kind", z.string().nullable()),
  name: readWith("accounts:read", z.string().exactOptional().describe("What it is called.")),
});
const Answer = z.object({
  rows: z.array(Row),
  nested: z.object({ sums: readWith("reports:read", z.array(z.string())) }).nullable(),
  either: z.union([
    z.object({ payee: readWith("transactions:read", z.string().nullable()) }),
    z.object({ at: z.int() }),
  ]),
});

const whole = () => ({
  rows: [
    { entity: "account" as const, id: "a", name: "Checking" },
    { entity: "transaction" as const, id: "t" },
  ],
  nested: { sums: ["1"] },
  either: { payee: "Bakery" },
});

it("A5: of an answer a key is left exactly the parts whose scope it holds", async () => {
  await prove(
    property(subarray([...SCOPES], { minLength: 1 }), (scopes) => {
      const answer: object = whole();
      hideUnreadOf(Answer)(keyPrincipal(scopes), answer);
      const holds = (scope: Scope) => scopes.includes(scope);
      expect(answer).toEqual({
        rows: [
          {
            entity: "account",
            id: holds("accounts:read") ? "a" : null,
            ...(holds("accounts:read") && { name: "Checking" }),
          },
          { entity: "transaction", id: holds("transactions:read") ? "t" : null },
        ],
        nested: { sums: holds("reports:read") ? ["1"] : [] },
        either: { payee: holds("transactions:read") ? "Bakery" : null },
      });
      expect(Answer.safeParse(answer).success).toBe(true);
    }),
  );
});

it("A5: what is not there is not looked into, and nobody reads an unknown kind of row", () => {
  const answer = { rows: [], nested: null, either: { at: 1 } };
  hideUnreadOf(Answer)(keyPrincipal(["imports:write"]), answer);
  expect(answer).toEqual({ rows: [], nested: null, either: { at: 1 } });
  const odd = { rows: [{ entity: "secret", id: "s" }] };
  expect(() => hideUnreadOf(Answer)(keyPrincipal(["imports:write"]), odd)).toThrow(
    "unknown entity",
  );
});

it("A5: a procedure whose answer nobody has read from its schema answers no key at all", () => {
  expect(() => hideUnread("nothing.here", keyPrincipal(["reports:read"]), {})).toThrow(
    "Nobody has read",
  );
});

it(
  "A5: a part is kept back only where its type has room for that, and its words say who reads " +
    "it",
  () => {
    expect(() => readWith("accounts:read", z.string())).toThrow(
      "Only a list, a nullable value or an optional field",
    );
    expect(Row.shape.name.description).toBe(
      "What it is called. With `accounts:read`, else left out.",
    );
    expect(reservedParts(Answer).map(({ path }) => path.join("."))).toEqual([
      "rows.*.id",
      "rows.*.name",
      "nested.sums",
      "either.payee",
    ]);
  },
);

it("A5: a refusal names rows only to callers who read them, never to one not judged", async () => {
  const taken = refusal("CONFLICT", "name", "taken.", "Choose another name.", {
    errors: [
      { path: "transaction:t", detail: "Changed since.", readWith: READ_WITH.transaction },
      { path: "name", detail: "Taken." },
    ],
    forReaders: { scope: "accounts:read", hint: "Use the account a." },
  });
  const told = (scopes: readonly Scope[]) =>
    toProblem(
      taken.toldTo((scope) => may(keyPrincipal(scopes), scope)),
      "",
    );
  const plain = [{ path: "name", detail: "Taken." }];
  expect(toProblem(taken, "")).toMatchObject({ hint: "Choose another name.", errors: plain });
  await prove(
    property(constantFrom(...SCOPES), (scope) => {
      expect(told([scope])).toMatchObject({
        detail: "`name`: taken.",
        path: "name",
        hint: scope === "accounts:read" ? "Use the account a." : "Choose another name.",
        errors:
          scope === "transactions:read"
            ? [{ path: "transaction:t", detail: "Changed since." }, ...plain]
            : plain,
      });
    }),
  );
  const bare = refusal("CONFLICT", null, "Taken.", null, {
    errors: [{ path: "account:a", detail: "Changed since.", readWith: "accounts:read" }],
    forReaders: { scope: "accounts:read", what: "Taken by a." },
  });
  expect(bare.toldTo(() => false)).toMatchObject({
    message: "Taken.",
    errors: undefined,
    hint: undefined,
    path: undefined,
  });
  expect(bare.toldTo(() => true)).toMatchObject({
    message: "Taken by a.",
    errors: [{ path: "account:a" }],
  });
});
