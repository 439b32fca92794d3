import { array, assert, constantFrom, oneof, property, string, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  expandScopes,
  isScope,
  missingScopes,
  PRESETS,
  type PresetId,
  SCOPE_INFO,
  SCOPES,
  type Scope,
} from "./scopes";

const anyScopes = subarray([...SCOPES]);

const inOrder = (scopes: Iterable<Scope>) => {
  const listed = new Set(scopes);
  return SCOPES.filter((scope) => listed.has(scope));
};

test("A5: the scopes are this closed list, in this order", () => {
  expect(SCOPES).toEqual([
    "accounts:read",
    "accounts:write",
    "categories:read",
    "categories:write",
    "transactions:read",
    "transactions:create",
    "transactions:categorize",
    "transactions:write",
    "reports:read",
    "imports:write",
    "operations:read",
  ]);
});

test("A3: no scope is about keys, sessions, passwords or people", () => {
  expect(SCOPES.join(" ")).not.toMatch(/key|session|password|user|role|admin|\*/);
});

test.each(SCOPES)(
  "A5: %s tells the owner in one or two full sentences what it lets an agent see or change",
  (scope) => {
    const { title, allows, kind } = SCOPE_INFO[scope];
    expect(title).toMatch(/^[A-Z][a-z ]+$/);
    expect(allows).toMatch(/^[A-Z].{20,}\.$/);
    expect(kind).toBe(scope.endsWith(":read") ? "read" : "write");
  },
);

test("A5: no two scopes read alike, and none is described that does not exist", () => {
  expect(Object.keys(SCOPE_INFO)).toEqual([...SCOPES]);
  expect(
    new Set(Object.values(SCOPE_INFO).flatMap(({ title, allows }) => [title, allows])).size,
  ).toBe(22);
});

describe("presets", () => {
  const scopesOf = (id: PresetId) => PRESETS.find((preset) => preset.id === id)?.scopes;

  test("A5: read-only is offered first and holds nothing that changes the ledger", () => {
    expect(PRESETS.map(({ id }) => id)).toEqual([
      "read-only",
      "totals-only",
      "categorizer",
      "importer",
      "bookkeeper",
      "full",
    ]);
    expect(scopesOf("read-only")).toEqual([
      "accounts:read",
      "categories:read",
      "transactions:read",
      "reports:read",
    ]);
  });

  test.each(PRESETS)(
    "A5: $title has words of its own and grants exactly the scopes it lists",
    (preset) => {
      expect(preset.title).not.toBe("");
      expect(preset.description).toMatch(/^[A-Z].{20,}\.$/);
      expect(preset.scopes.length).toBeGreaterThan(0);
      expect(preset.scopes).toEqual(inOrder(expandScopes(preset.scopes)));
    },
  );

  test("A5: the categorizer's one write is categorizing", () => {
    expect(scopesOf("categorizer")?.filter((scope) => SCOPE_INFO[scope].kind === "write")).toEqual([
      "transactions:categorize",
    ]);
  });

  test("A5: the bookkeeper does all but manage accounts and watch keys; full does all", () => {
    expect(SCOPES.filter((scope) => !scopesOf("bookkeeper")?.includes(scope))).toEqual([
      "accounts:write",
      "operations:read",
    ]);
    expect(scopesOf("full")).toEqual(SCOPES);
  });
});

test("A5: a scope is recognized only when spelled exactly", () => {
  expect(SCOPES.every(isScope)).toBe(true);
  for (const other of [
    "",
    "*",
    "accounts",
    "accounts:*",
    "ACCOUNTS:READ",
    " accounts:read",
    "toString",
    "__proto__",
  ]) {
    expect(isScope(other), other).toBe(false);
  }
  for (const other of [undefined, null, 0, ["accounts:read"], { scope: "accounts:read" }]) {
    expect(isScope(other)).toBe(false);
  }
});

test(
  "A1: writing transactions implies adding and categorizing them; no other scope implies " +
    "anything",
  () => {
    for (const scope of SCOPES) {
      const allowed = ["transactions:create", "transactions:categorize", "transactions:write"];
      expect([...expandScopes([scope])].sort()).toEqual(
        scope === "transactions:write" ? allowed.sort() : [scope],
      );
    }
  },
);

test(
  "A1: what was granted is expanded once and for all, never shrinks, and the two together " +
    "grant the sum",
  () => {
    assert(
      property(anyScopes, anyScopes, (some, others) => {
        const allowed = expandScopes(some);
        expect(some.every((scope) => allowed.has(scope))).toBe(true);
        expect(expandScopes(allowed)).toEqual(allowed);
        expect(expandScopes([...some, ...others])).toEqual(
          new Set([...allowed, ...expandScopes(others)]),
        );
      }),
    );
  },
);

test("A1: granted texts that are no scope grant nothing", () => {
  const nearly = constantFrom(
    "*",
    "transactions:*",
    "transactions",
    "Transactions:write",
    "transactions:write ",
    "admin",
  );
  assert(
    property(
      array(
        oneof(
          nearly,
          string().filter((text) => !isScope(text)),
        ),
      ),
      anyScopes,
      (unknown, required) => {
        expect(expandScopes(unknown).size).toBe(0);
        expect(missingScopes(unknown, required)).toEqual(required);
      },
    ),
  );
});

test(
  "A1: all missing scopes are named, each once, in the order of the list, whatever the order " +
    "asked",
  () => {
    expect(
      missingScopes(
        ["accounts:read"],
        ["reports:read", "accounts:write", "accounts:read", "reports:read"],
      ),
    ).toEqual(["accounts:write", "reports:read"]);
    assert(
      property(anyScopes, anyScopes, (granted, required) => {
        const allowed = expandScopes(granted);
        const missing = missingScopes(granted, [...required, ...required].reverse());
        expect(missing).toEqual(required.filter((scope) => !allowed.has(scope)));
      }),
    );
  },
);

test("A1: nothing is missing where nothing is required or an implied scope covers it", () => {
  expect(missingScopes([], [])).toEqual([]);
  expect(
    missingScopes(["transactions:write"], ["transactions:create", "transactions:categorize"]),
  ).toEqual([]);
  expect(
    missingScopes(["transactions:create", "transactions:categorize"], ["transactions:write"]),
  ).toEqual(["transactions:write"]);
});

test(
  "A1: a requirement that is no scope is always missing, even from a key that holds " +
    "everything",
  () => {
    // A misspelled requirement at run time, which the compiler would refuse.
    const misspelled = "accounts:raed" as Scope;
    expect(missingScopes([...SCOPES, misspelled], [misspelled])).toEqual([misspelled]);
  },
);
