import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { type Answer, get, post, problemOf } from "../../test/requests";
import { useServer } from "../../test/server";
import { wellFormedInputs } from "./test/well-formed-inputs";

const t = useRuntime();
const server = useServer(t);
let authorization: string;
/** A well-formed input for every procedure, as the starting point of slips. */
const valid: Record<string, object> = {};

beforeAll(async () => {
  const key = await createKey(t.runtime, await createUser(t.runtime), { mode: "test" });
  ({ authorization } = key);
  Object.assign(valid, await wellFormedInputs(t.runtime, key));
});

const NASTY: unknown[] = [
  ...[
    "",
    "\0",
    "\ud800",
    "\u202e",
    "__proto__",
    "constructor",
    "NaN",
    "1e999",
    "-0.00",
    "9".repeat(500),
    "a".repeat(5_000),
    "%_\\",
    "';--",
  ],
  ...["2026-02-30", "9999-12-31", "0000-00-00", "00000000-0000-0000-0000-000000000000", "EUR", "٣"],
  ...[
    0,
    -1,
    1.5,
    2 ** 53,
    1e308,
    -0,
    null,
    true,
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    { length: 1e9 },
    { $gt: "" },
  ],
];
const anyJson = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.jsonValue({ maxDepth: 3, depthSize: "small" }),
);

/** The places of a JSON value, each with what it takes to get there. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, field]) => placesOf(field, [...path, name])),
  ];
}

/** `value` with the place at `path` replaced, removed or given an unknown neighbour. */
function slip(
  value: unknown,
  path: readonly string[],
  { kind, by }: { kind: "replace" | "remove" | "add"; by: unknown },
): unknown {
  const [name, ...rest] = path;
  if (name === undefined)
    return kind === "add" && typeof value === "object" && !Array.isArray(value)
      ? { ...value, [JSON.stringify(by)]: by }
      : by;
  const entries = Object.entries(value ?? {}).flatMap(([field, inner]): [string, unknown][] => {
    if (field !== name) return [[field, inner]];
    return kind === "remove" && rest.length === 0 ? [] : [[field, slip(inner, rest, { kind, by })]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

async function send(path: string, input: unknown): Promise<Answer> {
  const isQuery = PROCEDURES.get(path)?.type === "query";
  return isQuery
    ? get(server.url, path, { authorization, input })
    : post(server.url, path, { authorization, body: input });
}

const CONTRACT = [200, 400, 404, 409, 422];

function expectContract({ status, text }: Answer): void {
  expect(CONTRACT).toContain(status);
  if (status === 200) return;
  const problem = problemOf({ status, text, headers: new Headers() });
  expect(problem.status).toBe(status);
  expect(problem.hint).toEqual(expect.stringMatching(/\w/));
  // A conflict may be with the ledger as a whole; every other refusal is about a field.
  if (status !== 409) expect(problem.path).toEqual(expect.any(String));
  expect(text.length).toBeLessThan(30_000);
}

const numRuns = fc.readConfigureGlobal().numRuns ?? 200;
const paths = [...PROCEDURES].flatMap(([path, { meta }]) =>
  meta?.access.kind === "ledger" || meta?.access.kind === "key" ? [path] : [],
);

describe(
  "whatever is sent to a ledger's procedures is answered as the contract says, never with a " +
    "5xx",
  () => {
    it("the inputs that slips start from cover every procedure", () => {
      expect(Object.keys(valid).sort()).toEqual([...paths].sort());
    });

    it("arbitrary JSON", async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...paths), anyJson, async (path, input) =>
          expectContract(await send(path, input)),
        ),
        { numRuns },
      );
    });

    it(
      "well-formed inputs with one slip; a refusal names a place, a remedy, " + "and stays small",
      async () => {
        const kind = fc.constantFrom(
          "replace" as const,
          "replace" as const,
          "remove" as const,
          "add" as const,
        );
        await fc.assert(
          fc.asyncProperty(
            fc.constantFrom(...paths),
            fc.nat(),
            kind,
            anyJson,
            async (path, place, how, by) => {
              const places = placesOf(valid[path]);
              expectContract(
                await send(
                  path,
                  slip(valid[path], places[place % places.length] ?? [], { kind: how, by }),
                ),
              );
            },
          ),
          { numRuns: numRuns * 2 },
        );
      },
    );

    it("nothing of all that was logged as a bug", () => {
      expect(t.logLines.filter((line) => /procedure\.failed|"level":"error"/.test(line))).toEqual(
        [],
      );
    });
  },
);
