/**
 * A field of an input that may be left out may also be undefined; in an answer, which was JSON, it
 * may not.
 */
export type Use = "input" | "output";

/** A part of a JSON Schema (2020-12), as Zod writes it. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  prefixItems?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  description?: string;
}

const PLAIN: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

/**
 * A JSON Schema as the TypeScript type that Zod infers for it. What is not known here ends the
 * build, so that no type is published that says less than the server's.
 *
 * @example printType({ type: "object", properties: { id: { type: "string" } } }, "input") // "{
 *   id?: string | undefined; }"
 */
export function printType(schema: Schema, use: Use): string {
  const print = (part: Schema) => printType(part, use);
  if (schema.$ref !== undefined) return schema.$ref.replace("#/$defs/", "");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const { anyOf, oneOf, allOf } = schema;
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map(print))].join(" | ");
  if (allOf !== undefined) return allOf.map((part) => `(${print(part)})`).join(" & ");
  if (schema.type === "object") return printObject(schema, use);
  if (schema.type === "array") return printArray(schema, use);
  if (typeof schema.type === "string") return PLAIN[schema.type] ?? refuse(schema);
  if (schema.type !== undefined)
    return schema.type.map((type) => print({ ...schema, type })).join(" | ");
  return Object.keys(schema).every((name) => name === "description") ? "unknown" : refuse(schema);
}

function printObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  use: Use,
): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const key = /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name);
    const type = printType(field, use);
    // What may be anything may be nothing, as tRPC's types of answers have it.
    const mark = required.includes(name) && !(use === "output" && type === "unknown") ? "" : "?";
    const orUndefined = mark === "?" && use === "input" ? " | undefined" : "";
    return `${comment(field.description)}${key}${mark}: ${type}${orUndefined};`;
  });
  if (typeof additionalProperties === "object")
    fields.push(`[name: string]: ${printType(additionalProperties, use)};`);
  return fields.length === 0 ? "Record<string, never>" : `{\n${fields.join("\n")}\n}`;
}

function printArray({ items, prefixItems }: Schema, use: Use): string {
  if (prefixItems !== undefined)
    return `[${prefixItems.map((item) => printType(item, use)).join(", ")}]`;
  return `(${printType(items ?? {}, use)})[]`;
}

/** Words that an editor shows beside a name; nothing for none. */
export const comment = (...words: readonly (string | undefined)[]): string => {
  const lines = words.flatMap((text) => text?.split("\n") ?? []).map((line) => ` * ${line}\n`);
  return lines.length === 0 ? "" : `/**\n${lines.join("").replaceAll("*/", "*\\/")} */\n`;
};

function refuse(schema: Schema): never {
  throw new Error(
    `A JSON Schema that build/print-type.ts does not know: ${JSON.stringify(schema)}`,
  );
}
