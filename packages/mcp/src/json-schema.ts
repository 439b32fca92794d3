import { toJsonSchema } from "@pfn/api/http";
import { z } from "zod";

/** The part of JSON Schema that our schemas become. */
export interface JsonSchema {
  type?: string | readonly string[];
  description?: string;
  format?: string;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  [keyword: string]: unknown;
}

/**
 * A Zod schema as JSON Schema, as callers send (`input`) or receive (`output`) it, in one piece.
 */
export function toToolSchema(source: unknown, io: "input" | "output"): JsonSchema {
  if (!(source instanceof z.ZodType))
    throw new TypeError("A procedure that is a tool has Zod schemas.");
  const { schema, parts } = toJsonSchema(source, io);
  const { default: _, ...rest }: JsonSchema = schema;
  return mapSchema(inline(rest, parts, 0), joinNull);
}

/** One type or null, in as few words as JSON Schema has for it. */
function joinNull(schema: JsonSchema): JsonSchema {
  const { anyOf = [], ...rest } = schema;
  const [one, other, third] = anyOf;
  if (typeof one?.type !== "string" || other?.type !== "null" || third !== undefined) return schema;
  const isPlain = one["enum"] === undefined && one.properties === undefined;
  return isPlain ? { ...one, ...rest, type: [one.type, "null"] } : schema;
}

/** Schemas are trees: none contains itself, so none is deeper than this. */
const MAX_DEPTH = 50;

/**
 * Puts named schemas where they are referred to, since not every model and client follows a
 * reference.
 */
function inline(
  schema: JsonSchema,
  named: Readonly<Record<string, JsonSchema>>,
  depth: number,
): JsonSchema {
  if (depth > MAX_DEPTH) throw new TypeError("A schema that contains itself cannot be a tool's.");
  const { $ref, ...own } = schema;
  const referred = typeof $ref === "string" ? named[$ref.replace("#/$defs/", "")] : undefined;
  const whole = referred === undefined ? schema : { ...referred, ...own };
  return mapChildren(whole, (child) => inline(child, named, depth + 1));
}

/**
 * Applies `change` to a schema and everything inside it, innermost first. `name`: the property that
 * a schema is for.
 */
export function mapSchema(
  schema: JsonSchema,
  change: (schema: JsonSchema, name?: string) => JsonSchema,
  name?: string,
): JsonSchema {
  return change(
    mapChildren(schema, (child, key) => mapSchema(child, change, key)),
    name,
  );
}

function mapChildren(
  schema: JsonSchema,
  change: (child: JsonSchema, name?: string) => JsonSchema,
): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, change) }),
    ...(items && { items: change(items) }),
    ...(anyOf && { anyOf: anyOf.map((branch) => change(branch)) }),
    ...(oneOf && { oneOf: oneOf.map((branch) => change(branch)) }),
  };
}

const mapValues = (
  record: Readonly<Record<string, JsonSchema>>,
  change: (value: JsonSchema, key: string) => JsonSchema,
) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
