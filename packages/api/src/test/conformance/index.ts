import { expandScopes, generateKey, SCOPES } from "@pfn/keys";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "../../common/ids";
import { PROCEDURES } from "../../http/procedure-table";
import type { TestRuntime } from "../database";
import { createKey } from "../factories";
import { CASES } from "./cases";
import type { ConformanceCase } from "./conformance-case";
import type { ConformanceEndpoint, Outcome } from "./endpoints";
import { createWorld, type World } from "./world";

export {
  type ConformanceEndpoint,
  type EndpointCall,
  type Outcome,
  restEndpoint,
  trpcEndpoint,
} from "./endpoints";

interface Suite {
  t: TestRuntime;
  /** A server that has all the endpoints. */
  server: { readonly url: string };
  endpoints: readonly ConformanceEndpoint[];
}

/** What a key reaches. */
const REACHABLE = [...PROCEDURES].flatMap(([path, { meta, inputs }]) =>
  meta?.access.kind === "key" || meta?.access.kind === "ledger"
    ? [{ path, scope: meta.access.scope, inputs }]
    : [],
);

/**
 * Every procedure that a key reaches, through every endpoint, with every kind of credential: the
 * endpoints must agree on status, problem and data. It enumerates the router, so a procedure that
 * is added is covered, or fails for want of a case.
 *
 * @example describeConformance({ t: useRuntime(), server, endpoints: [trpcEndpoint, restEndpoint]
 *   });
 */
export function describeConformance({ t, server, endpoints }: Suite): void {
  const worlds = new Map<string, World>();
  const made: { stranger?: World } = {};
  beforeAll(async () => {
    made.stranger = await createWorld(t.runtime);
    for (const { name } of endpoints) worlds.set(name, await createWorld(t.runtime));
  });

  it(
    "every procedure that a key reaches has a case here, and names somebody else's ids where " +
      "it takes any",
    () => {
      expect(Object.keys(CASES).sort()).toEqual(REACHABLE.map(({ path }) => path).sort());
      for (const { path, inputs } of REACHABLE) {
        const [input] = inputs;
        if (!(input instanceof z.ZodType)) throw new Error(`${path} has no input schema.`);
        const takesIds = JSON.stringify(
          z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
        ).includes('"uuid"');
        expect(CASES[path]?.foreign !== null, path).toBe(takesIds);
      }
    },
  );

  describe.each(REACHABLE.map(({ path, scope }) => [path, scope] as const))("%s", (path, scope) => {
    const { status = 200, input, foreign } = caseOf(path);
    const offering = endpoints.filter((endpoint) => endpoint.offers(path));
    const agree = async (
      expected: number,
      prepare: (world: World) => Promise<Prepared> | Prepared,
    ) => {
      const outcomes: Outcome[] = [];
      for (const endpoint of offering) {
        const prepared = await prepare(readWorld(worlds, endpoint));
        outcomes.push(blur(await endpoint.call({ url: server.url, procedure: path, ...prepared })));
      }
      const [first, ...others] = outcomes;
      expect(first).toMatchObject({ status: expected });
      for (const [index, other] of others.entries())
        expect(other, offering[index + 1]?.name).toEqual(first);
      return first;
    };
    const refuse = async (authorization: string | undefined) => {
      await agree(401, (world) => ({ input: input(world), authorization }));
    };

    it("no key: 401", () => refuse(undefined));
    it("a malformed key: 401", () => refuse("Bearer pfn_live_nonsense"));
    it("an unknown key: 401", () => refuse(`Bearer ${generateKey("live").key}`));
    it.each([
      ["a revoked key", { revokedAt: new Date() }],
      ["an expired key", { expiresAt: new Date(0) }],
    ])("%s: 401", async (_, options) => {
      await agree(401, async (world) => ({
        input: input(world),
        authorization: (await createKey(t.runtime, world.user, options)).authorization,
      }));
    });

    if (scope !== null)
      it("a key that lacks the scope: 403, which names it", async () => {
        const scopes = SCOPES.filter((candidate) => !expandScopes([candidate]).has(scope));
        const outcome = await agree(403, async (world) => ({
          input: input(world),
          authorization: (await createKey(t.runtime, world.user, { scopes })).authorization,
        }));
        expect(outcome?.problem).toMatchObject({
          code: "FORBIDDEN",
          hint: expect.stringContaining(scope),
        });
      });

    it("an unknown field: 400", async () => {
      await agree(400, (world) => ({
        input: { ...input(world), nonsense: "1" },
        authorization: world.key.authorization,
      }));
    });

    if (foreign !== null)
      it(`somebody else's ids: ${foreign.status}, the same as for ids of nothing`, async () => {
        const [theirs, nobodys] = [
          await agree(foreign.status, (world) => foreignCall(foreign, world, made.stranger)),
          await agree(foreign.status, (world) =>
            toNothing(foreignCall(foreign, world, made.stranger)),
          ),
        ];
        expect(theirs).toEqual(nobodys);
      });

    it(`a valid call: ${status}`, async () => {
      await agree(status, (world) => ({
        input: input(world),
        authorization: world.key.authorization,
      }));
    });
  });
}

interface Prepared {
  input: Readonly<Record<string, unknown>>;
  authorization: string | undefined;
}

function caseOf(path: string): ConformanceCase {
  // A missing case is reported by its own test; here it only must not hide the others.
  return CASES[path] ?? { input: () => ({}), foreign: null };
}

function readWorld(worlds: ReadonlyMap<string, World>, { name }: ConformanceEndpoint): World {
  const world = worlds.get(name);
  if (world === undefined) throw new Error(`No world for ${name}.`);
  return world;
}

function foreignCall(
  foreign: NonNullable<ConformanceCase["foreign"]>,
  world: World,
  stranger: World | undefined,
): Prepared {
  if (stranger === undefined) throw new Error("No stranger.");
  return { input: foreign.input(world, stranger), authorization: world.key.authorization };
}

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;

/** The same call with ids that nothing has. */
const toNothing = ({ input, authorization }: Prepared): Prepared => ({
  input: JSON.parse(JSON.stringify(input).replace(UUID, () => newId())),
  authorization,
});

/**
 * Without what differs by design: ids, moments, cursors (signed for their ledger), the endpoint's
 * own name, and how much was written before, since not every endpoint has every procedure.
 */
export function blur(outcome: Outcome): Outcome {
  const ids = new Map<string, number>();
  const text = JSON.stringify(outcome, (name, value) =>
    (typeof value === "string" && BLURRED.has(name)) || COUNTED.has(name) ? `<${name}>` : value,
  )
    .replace(UUID, (id) => {
      ids.set(id, ids.get(id) ?? ids.size);
      return `<id ${ids.get(id)}>`;
    })
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<moment>");
  return JSON.parse(text);
}

/** How far a key has got depends on how many calls its endpoint's world has seen. */
const COUNTED: ReadonlySet<string> = new Set(["callsLeft", "resetsInSeconds"]);
const BLURRED: ReadonlySet<string> = new Set(["requestId", "channel", "nextCursor", "next", "seq"]);
