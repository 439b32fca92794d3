import { z } from "zod";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON Schema (2020-12, the dialect of OpenAPI 3.1) with the named schemas that it refers to. */
export interface DescribedSchema {
  schema: JsonObject;
  components: Readonly<Record<string, JsonObject>>;
}

/** What a schema describes: the fields of a query, the body of a request, or an answer. */
type Use = "query" | "body" | "answer";

/** A Zod schema as the document shows it. */
export function toJsonSchema(source: z.ZodType, use: Use): DescribedSchema {
  const text = JSON.stringify(
    z.toJSONSchema(source, {
      io: use === "answer" ? "output" : "input",
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema, use),
    }),
  );
  const {
    $schema: _,
    $defs,
    ...schema
  } = Described.parse(JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')));
  return { schema, components: $defs };
}

const Described = z.looseObject({
  $schema: z.string(),
  $defs: z.record(z.string(), z.looseObject({})).default({}),
});

/** Takes out what says nothing to a reader or a generator. */
function tidy(
  zodSchema: z.core.$ZodTypes,
  jsonSchema: z.core.JSONSchema.BaseSchema,
  use: Use,
): void {
  // The format says it shorter.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  // The bounds of what JSON numbers can hold.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // An answer may get new fields without breaking anybody; what is strict on purpose stays so.
  const isOpen = zodSchema._zod.def.type === "object" && zodSchema._zod.def.catchall === undefined;
  if (use === "answer" && isOpen) delete jsonSchema.additionalProperties;
  // Generators of clients take a body's field with a default for one that is always there, so words
  // say it instead.
  if (use !== "body" || jsonSchema.default === undefined) return;
  jsonSchema.description = [
    jsonSchema.description,
    `Default: \`${JSON.stringify(jsonSchema.default)}\`.`,
  ]
    .filter((text) => text !== undefined)
    .join(" ");
  delete jsonSchema.default;
}
