import { z } from "zod";
import type { ProcedureDoc, RestRoute } from "../../procedures/procedure-doc";
import type { Access } from "../../procedures/procedure-meta";
import { toJsonSchema } from "../json-schema";
import { PROCEDURES, type Procedure } from "../procedure-table";

/** Everything of REST stands below this path. */
export const REST_BASE = "/api/v1";

/**
 * How one field of a query is written: its texts become this before the procedure's own schema
 * judges them.
 */
export interface QueryField {
  type: "text" | "integer" | "boolean";
  /** May be given more than once. */
  isList: boolean;
}

/** A procedure as REST shows it. */
export interface RestEndpoint extends RestRoute {
  /** The procedure's path in the router. */
  procedure: string;
  type: "query" | "mutation";
  access: Exclude<Access, { kind: "public" | "session" }>;
  /** True when it is an operation in the ledger's log, and so takes `Idempotency-Key`. */
  writes: boolean;
  doc: ProcedureDoc;
  input: z.ZodType;
  output: z.ZodType;
  /** Path segments; a `{name}` stands for any text. */
  segments: readonly string[];
  /** Fields of the input by name. */
  fields: ReadonlyMap<string, QueryField>;
}

/** One name, or several where null is allowed too. */
const TypeNames = z.union([z.string(), z.array(z.string())]).optional();
const Property = z.object({ type: TypeNames, items: z.object({ type: TypeNames }).optional() });
const ObjectSchema = z.object({ properties: z.record(z.string(), Property).default({}) });

function toRestEndpoint(
  procedure: string,
  { type, meta, inputs, output }: Procedure,
): RestEndpoint[] {
  const access = meta?.access;
  const doc = meta?.doc;
  if (access === undefined || access.kind === "public" || access.kind === "session") return [];
  if (doc === undefined || "none" in doc.rest) return [];
  const [input] = inputs;
  if (type === "subscription" || !(input instanceof z.ZodType) || !(output instanceof z.ZodType)) {
    throw new Error(
      `${procedure} has a REST route, so it must be a query or a mutation with an input and ` +
        "an output schema.",
    );
  }
  const { method, path } = doc.rest;
  return [
    {
      ...{ procedure, type, access, doc, input, output, method, path },
      writes: meta?.writes === true,
      segments: path.split("/").slice(1),
      fields: queryFields(input),
    },
  ];
}

/**
 * Read from the same JSON Schema that the published description is made of, so that endpoint and
 * description agree.
 */
function queryFields(input: z.ZodType): Map<string, QueryField> {
  const { properties } = ObjectSchema.parse(toJsonSchema(input, "input").schema);
  return new Map(
    Object.entries(properties).map(([name, { type, items }]) => {
      const isList = type === "array";
      const scalar = isList ? items?.type : type;
      return [
        name,
        { type: scalar === "integer" || scalar === "boolean" ? scalar : "text", isList },
      ];
    }),
  );
}

/** Every REST endpoint, built once from what the procedures say of themselves. */
export const ENDPOINTS: readonly RestEndpoint[] = [...PROCEDURES].flatMap(([path, procedure]) =>
  toRestEndpoint(path, procedure),
);
