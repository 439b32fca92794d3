import { z } from "zod";

/** A JSON Schema (2020-12) and the named schemas that it refers to as `#/$defs/…`. */
export interface SchemaWithParts {
  schema: Readonly<Record<string, unknown>>;
  parts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What more to change in each schema, innermost first. */
export type Refine = (zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema) => void;

/**
 * A Zod schema as JSON Schema, as callers send (`input`) or receive (`output`) it, without what
 * says nothing to a reader. OpenAPI, REST and the agents' tools are made of it.
 */
export function toJsonSchema(
  source: z.ZodType,
  io: "input" | "output",
  refine?: Refine,
): SchemaWithParts {
  const { $schema, $defs, ...schema } = Described.parse(
    z.toJSONSchema(source, {
      io,
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        trim(jsonSchema);
        refine?.(zodSchema, jsonSchema);
      },
    }),
  );
  return { schema, parts: $defs };
}

const Described = z.looseObject({
  $schema: z.string(),
  $defs: z.record(z.string(), z.looseObject({})).default({}),
});

function trim(jsonSchema: JsonSchema): void {
  // The format says it shorter.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  // The bounds of what JSON numbers can hold.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
