import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { PROCEDURES } from "../../http/procedure-table";
import { CASES } from "../conformance/cases";
import type { ConformanceEndpoint, Outcome } from "../conformance/endpoints";
import { createWorld, type World } from "../conformance/world";
import type { TestRuntime } from "../database";
import { dumpTables } from "../dump-tables";
import { getIn, placesOf, setIn } from "./places";

interface Suite {
  t: TestRuntime;
  /** A server that has all the endpoints. */
  server: { readonly url: string };
  endpoints: readonly ConformanceEndpoint[];
}

const NASTY = [
  ["NUL", "x\0y"],
  ["a lone surrogate", "x\ud800y"],
  ["a bidi control", "x\u202ey"],
] as const;

/** The text of a file may be anything; what becomes of it is for the tests of imports. */
const FREE: ReadonlySet<string> = new Set(["imports.preview text"]);

const Problem = z.looseObject({
  path: z.string().optional(),
  hint: z.string(),
  errors: z.array(z.looseObject({ path: z.string() })).default([]),
});

const REACHABLE = [...PROCEDURES].flatMap(
  ([
    path,
    {
      meta,
      type,
      inputs: [input],
    },
  ]) =>
    (meta?.access.kind === "key" || meta?.access.kind === "ledger") && input instanceof z.ZodType
      ? [{ path, type, input, maxBytes: meta.doc?.maxBodyBytes ?? 2 ** 20 }]
      : [],
);

/**
 * Every text and every list of every procedure that a key reaches, through every endpoint: what
 * cannot stand there is a 400 that names the field and a remedy, what is too large a 413, and no
 * table changes. The places are read from the schemas, so new ones are covered.
 */
export function describeBadInput({ t, server, endpoints }: Suite): void {
  const made: { world?: World } = {};
  beforeAll(async () => {
    made.world = await createWorld(t.runtime);
  });

  const offered = REACHABLE.filter(({ path }) =>
    endpoints.some((endpoint) => endpoint.offers(path)),
  );
  describe.each(offered.map((procedure) => [procedure.path, procedure] as const))(
    "%s",
    (path, procedure) => {
      const offering = endpoints.filter((endpoint) => endpoint.offers(path));
      const valid = (): Readonly<Record<string, unknown>> => {
        const { dryRun: _, ...input } = (made.world && CASES[path]?.input(made.world)) ?? {};
        return input;
      };
      const through = (endpoint: ConformanceEndpoint, input: unknown): Promise<Outcome> =>
        endpoint.call({
          url: server.url,
          procedure: path,
          input: z.record(z.string(), z.unknown()).parse(input),
          authorization: made.world?.key.authorization,
        });
      const expectRefusal = (outcome: Outcome, at: readonly string[], what: string) => {
        const where = `${what} at ${at.join(".")}`;
        expect(outcome.status, where).toBe(400);
        const { path: first, errors, hint } = Problem.parse(outcome.problem);
        expect(hint, where).toMatch(/\w/);
        // The field itself, or the nearest one around it that is named.
        const named = [first ?? "", ...errors.map((error) => error.path)];
        expect(
          named.some((name) => name !== "" && at.join(".").startsWith(name)),
          `${where}: ${named}`,
        ).toBe(true);
      };
      const unchanged = async (work: () => Promise<void>) => {
        const tables = await dumpTables(t.runtime.db);
        await work();
        expect(await dumpTables(t.runtime.db)).toEqual(tables);
      };
      const places = placesOf(procedure.input).filter(
        (place) => !FREE.has(`${path} ${place.path.join(".")}`),
      );

      it(
        "I4: a text with NUL, a lone surrogate or a bidi control is a 400 that names its " +
          "place, and nothing is written",
        () =>
          unchanged(async () => {
            for (const { path: at } of places.filter(({ maxItems }) => maxItems === undefined))
              for (const [what, text] of NASTY)
                for (const endpoint of offering) {
                  // A lone surrogate cannot be written in a URL.
                  if (
                    endpoint.name === "REST" &&
                    (procedure.type === "query" || isInUrl(path, at)) &&
                    what === "a lone surrogate"
                  )
                    continue;
                  expectRefusal(
                    await through(endpoint, setIn(withCurrency(valid(), at), at, text)),
                    at,
                    `${endpoint.name}: ${what}`,
                  );
                }
          }),
      );

      it("I5: a list longer than it may be is a 400 that names it, and nothing is written", () =>
        unchanged(async () => {
          for (const { path: at, maxItems } of places) {
            // Longer ones are ended by the size of the body.
            if (maxItems === undefined || maxItems > 1_000) continue;
            const items = z.array(z.unknown()).catch([]).parse(getIn(valid(), at));
            const many = Array.from({ length: maxItems + 1 }, () => items[0] ?? "x");
            for (const endpoint of offering) {
              // Hundreds of ids are longer than a URL may be.
              if (procedure.type === "query" && maxItems > 100) continue;
              expectRefusal(
                await through(endpoint, setIn(valid(), at, many)),
                at,
                `${endpoint.name}: ${maxItems + 1} items`,
              );
            }
          }
        }));

      if (procedure.type === "mutation")
        it("T7: a body that is too large is a 413 with a remedy, and nothing is written", () =>
          unchanged(async () => {
            for (const endpoint of offering) {
              const outcome = await through(endpoint, {
                ...valid(),
                nonsense: "x".repeat(procedure.maxBytes + 1),
              });
              expect(outcome.status, endpoint.name).toBe(413);
              expect(Problem.parse(outcome.problem).hint).toMatch(/\w/);
            }
          }));
    },
  );
}

/**
 * An amount that the call leaves out otherwise gets a currency, so that it is the amount that is
 * refused.
 */
function withCurrency(input: unknown, at: readonly string[]): unknown {
  const money = at.slice(0, -1);
  return at.at(-1) === "amount" && getIn(input, money) === undefined
    ? setIn(input, money, { currency: "EUR" })
    : input;
}

/** Fields that stand in the path of a REST address. */
function isInUrl(path: string, [name = ""]: readonly string[]): boolean {
  const route = PROCEDURES.get(path)?.meta?.doc?.rest;
  return route !== undefined && "path" in route && route.path.includes(`{${name}}`);
}
