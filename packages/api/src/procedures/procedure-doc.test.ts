import { expect, it } from "vitest";
import { z } from "zod";
import { PROCEDURES } from "../http/procedure-table";
import { ENDPOINTS } from "../http/rest/endpoints";

const documented = [...PROCEDURES].flatMap(([path, procedure]) =>
  procedure.meta?.doc === undefined ? [] : [{ path, doc: procedure.meta.doc, ...procedure }],
);

it(
  "exactly the procedures that a key reaches are described, and one without a REST route says " +
    "why",
  () => {
    const reachable = [...PROCEDURES].filter(
      ([, { meta }]) => meta?.access.kind === "key" || meta?.access.kind === "ledger",
    );
    expect(documented.map(({ path }) => path)).toEqual(reachable.map(([path]) => path));
    for (const { doc } of documented)
      if ("none" in doc.rest) expect(doc.rest.none.length).toBeGreaterThan(20);
  },
);

it("queries are GET and everything else is not, and no two share a route or a tool's name", () => {
  for (const { type, method } of ENDPOINTS) expect(method === "GET").toBe(type === "query");
  const routes = ENDPOINTS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
  expect(new Set(routes).size).toBe(routes.length);
  const tools = documented.flatMap(({ doc }) => doc.tool?.name ?? []);
  expect(new Set(tools).size).toBe(tools.length);
  for (const name of tools) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
});

it.each(ENDPOINTS.map((endpoint) => [endpoint.procedure, endpoint] as const))(
  "%s: its path's names are required fields, and what it reads can be written in a query",
  (_, { input, segments, type }) => {
    const { properties = {}, required = [] } = z.toJSONSchema(input, {
      io: "input",
      unrepresentable: "any",
    });
    for (const [, name = ""] of segments.map((segment) => /^\{(\w+)\}$/.exec(segment) ?? []))
      if (name !== "") expect(required).toContain(name);
    if (type === "query")
      for (const field of Object.values(properties)) expect(isFlat(field)).toBe(true);
  },
);

const SCALARS: readonly unknown[] = ["string", "integer", "boolean"];
function isFlat(field: unknown): boolean {
  const { type, items, anyOf } = z
    .object({
      type: z.string().optional(),
      items: z.unknown().optional(),
      anyOf: z.array(z.unknown()).default([]),
    })
    .parse(field);
  // A query takes the form that is a text, such as that of `amount`.
  return type === "array" ? isFlat(items) : SCALARS.includes(type) || anyOf.some(isFlat);
}

it.each(
  documented
    .filter(({ doc }) => doc.example !== undefined)
    .map((procedure) => [procedure.path, procedure] as const),
)("%s: its example is an input that it takes", (_, { doc, inputs }) => {
  const [input] = inputs;
  if (!(input instanceof z.ZodType)) throw new Error("no schema");
  expect(input.safeParse(doc.example)).toMatchObject({ success: true });
});

it.each(documented.map(({ path, doc }) => [path, doc] as const))(
  "%s: its summary is one line without a full stop",
  (_, { summary }) => {
    expect(summary).toMatch(/^[A-Z][^\n]{5,79}[^.\n]$/);
  },
);
