import type { Scope } from "@pfn/keys";
import { z } from "zod";

/**
 * Says which scope reads a part of an answer; `kind`: the one for the kind of row that stands
 * beside it as `entity`.
 */
type Reader = Scope | "kind";

const READERS = z.registry<{ reader: Reader }>();

/**
 * What a caller gets in place of a part that its scopes do not read: no items, null, or no such
 * field.
 */
type Blank = "empty" | "null" | "absent";

const BLANKS: Readonly<Record<Blank, string>> = {
  empty: "else empty",
  null: "else null",
  absent: "else left out",
};

/**
 * Marks a part of an answer that not everybody who may call the procedure reads. The procedure
 * returns the whole; `hideUnread` takes the part out for a key without the scope. A list, something
 * nullable, or an optional field.
 *
 * @example balancesAfter: readWith("accounts:read", z.array(Balance).describe("Balances of every
 *   account touched."))
 */
export function readWith<S extends z.ZodType>(reader: Reader, schema: S): S {
  const scope = reader === "kind" ? "the scope that reads rows of its kind" : `\`${reader}\``;
  const note = `With ${scope}, ${BLANKS[blankOf(schema)]}.`;
  const described = schema.describe(
    schema.description === undefined ? note : `${schema.description} ${note}`,
  );
  READERS.add(described, { reader });
  return described;
}

/**
 * A part of an answer: where it is (`*` = in each item of a list), who reads it, and what others
 * get.
 */
export interface ReservedPart {
  path: readonly string[];
  reader: Reader;
  blank: Blank;
}

/** Every part of an answer that is marked, read from the answer's schema. */
export function reservedParts(schema: unknown, path: readonly string[] = []): ReservedPart[] {
  if (!(schema instanceof z.ZodType)) return [];
  const mark = READERS.get(schema);
  if (mark !== undefined) return [{ path, reader: mark.reader, blank: blankOf(schema) }];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      reservedParts(field, [...path, name]),
    );
  if (schema instanceof z.ZodArray) return reservedParts(schema.element, [...path, "*"]);
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option) => reservedParts(option, path));
  return reservedParts(innerOf(schema), path);
}

function blankOf(schema: z.ZodType): Blank {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return "absent";
  if (schema instanceof z.ZodNullable) return "null";
  if (schema instanceof z.ZodArray) return "empty";
  throw new Error("Only a list, a nullable value or an optional field can be kept from a caller.");
}

/** What a wrapper such as `nullable` is around; undefined for a schema that wraps nothing. */
const innerOf = (schema: z.ZodType): unknown =>
  "innerType" in schema.def ? schema.def.innerType : undefined;
