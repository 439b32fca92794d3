import { z } from "zod";

/**
 * Where a text or a list of bounded length stands in an input, `0` for the first item of a list.
 */
export interface Place {
  path: readonly string[];
  /** Of a list: how many items it takes. */
  maxItems?: number;
}

interface Node {
  $ref?: string | undefined;
  type?: unknown;
  enum?: unknown;
  maxItems?: number | undefined;
  anyOf?: Node[] | undefined;
  properties?: Record<string, Node> | undefined;
  items?: Node | undefined;
}
const Node: z.ZodType<Node> = z.object({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  enum: z.unknown().optional(),
  maxItems: z.number().optional(),
  anyOf: z.lazy(() => z.array(Node)).optional(),
  properties: z.lazy(() => z.record(z.string(), Node)).optional(),
  items: z.lazy(() => Node).optional(),
});

/** Every place of an input where a text may stand, and every list, read from its schema. */
export function placesOf(input: z.ZodType): Place[] {
  const json = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const named = z.object({ $defs: z.record(z.string(), Node).default({}) }).parse(json).$defs;
  const walk = (node: Node | undefined, path: readonly string[]): Place[] => {
    if (node === undefined) return [];
    if (node.$ref !== undefined) return walk(named[node.$ref.replace("#/$defs/", "")], path);
    if (node.anyOf !== undefined) return node.anyOf.flatMap((choice) => walk(choice, path));
    if (node.type === "string") return [{ path }];
    if (node.type === "array")
      return [
        { path, ...(node.maxItems && { maxItems: node.maxItems }) },
        ...walk(node.items, [...path, "0"]),
      ];
    return Object.entries(node.properties ?? {}).flatMap(([name, field]) =>
      walk(field, [...path, name]),
    );
  };
  return walk(Node.parse(json), []);
}

/** The value at a path; undefined where there is none. */
export const getIn = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return value;
  return typeof value === "object" && value !== null
    ? getIn(Reflect.get(value, name), rest)
    : undefined;
};

/** `value` with another one at a path, and what leads there made where it is missing. */
export function setIn(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (name === "0") {
    const items: unknown[] = Array.isArray(value) ? value : [];
    return [setIn(items[0], rest, by), ...items.slice(1)];
  }
  const fields = typeof value === "object" && value !== null ? value : {};
  return { ...fields, [name]: setIn(Reflect.get(fields, name), rest, by) };
}
