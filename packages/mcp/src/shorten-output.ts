import { type JsonSchema, mapSchema } from "./json-schema";

/** What must stand wherever a text may be taken for an instruction (A10). */
const WARNING = /never instructions/;

interface Told {
  input: JsonSchema;
  /** Fields that the schema of another tool describes, by its name. */
  describedBy?: Readonly<Record<string, string>> | undefined;
}

/**
 * An answer's schema without what is listed already: fields that another tool describes, fields
 * that the input has with all that is in them, and a description that stands at another field of
 * the same name.
 */
export function shortenOutput(output: JsonSchema, { input, describedBy = {} }: Told): JsonSchema {
  const fields = Object.entries(output.properties ?? {}).map(([name, field]) => {
    const tool = describedBy[name];
    if (tool !== undefined)
      return [name, refer(field, `As in the answer of \`${tool}\`.`)] as const;
    const isKnown = isWithin(field, input.properties?.[name]);
    return [name, isKnown ? refer(field, `As \`${name}\` of the input.`) : field] as const;
  });
  const told = new Set<string>();
  return mapSchema({ ...output, properties: Object.fromEntries(fields) }, (schema, name) => {
    const { description, ...rest } = schema;
    if (name === undefined || description === undefined || WARNING.test(description)) return schema;
    const key = JSON.stringify([name, description]);
    if (told.has(key)) return rest;
    told.add(key);
    return schema;
  });
}

const refer = ({ type, anyOf, description = "" }: JsonSchema, where: string): JsonSchema => ({
  type: anyOf?.some((branch) => branch.type === "null") ? ["object", "null"] : (type ?? "object"),
  description: `${where} ${description}`.trim(),
});

/** Fewer fields are shorter than the sentence that would stand for them. */
const MANY_FIELDS = 5;

/** Whether all fields of an object are fields of another one. */
function isWithin({ properties = {} }: JsonSchema, other: JsonSchema | undefined): boolean {
  const names = Object.keys(properties);
  const known = other?.properties ?? {};
  return names.length >= MANY_FIELDS && names.every((name) => Object.hasOwn(known, name));
}
