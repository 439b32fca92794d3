import { z } from "zod";
import { type Refine, toJsonSchema } from "../json-schema";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON Schema (2020-12, the dialect of OpenAPI 3.1) with the named schemas that it refers to. */
export interface DescribedSchema {
  schema: JsonObject;
  components: Readonly<Record<string, JsonObject>>;
}

/** What a schema describes: the fields of a query, the body of a request, or an answer. */
type Use = "query" | "body" | "answer";

/** A Zod schema as the document shows it. */
export function describeSchema(source: z.ZodType, use: Use): DescribedSchema {
  const described = toJsonSchema(source, use === "answer" ? "output" : "input", tidy(use));
  const { schema, parts } = Parts.parse(
    JSON.parse(JSON.stringify(described).replaceAll('"#/$defs/', '"#/components/schemas/')),
  );
  return { schema, components: parts };
}

const Parts = z.object({
  schema: z.looseObject({}),
  parts: z.record(z.string(), z.looseObject({})),
});

/** Says what generators of clients take wrongly in another way. */
const tidy =
  (use: Use): Refine =>
  (zodSchema, jsonSchema) => {
    // An answer may get new fields without breaking anybody; what is strict on purpose stays so.
    const { def } = zodSchema._zod;
    const isOpen = def.type === "object" && def.catchall === undefined;
    if (use === "answer" && isOpen) delete jsonSchema.additionalProperties;
    // Generators take a body's field with a default for one that is always there, so words say it
    // instead.
    if (use !== "body" || jsonSchema.default === undefined) return;
    jsonSchema.description = [
      jsonSchema.description,
      `Default: \`${JSON.stringify(jsonSchema.default)}\`.`,
    ]
      .filter((text) => text !== undefined)
      .join(" ");
    delete jsonSchema.default;
  };
