import { type Context, callProcedure, closest, refuseFields } from "@pfn/api/http";
import { z } from "zod";
import { isRecord } from "./is-record";
import type { JsonSchema } from "./json-schema";
import { type NamedField, namedField } from "./named-field";

type Input = Readonly<Record<string, unknown>>;
type Entity = NamedField["entity"];

interface Place {
  field: NamedField;
  id: string;
  path: string;
  isList: boolean;
}

/** Ids by name; several when a name is not unique. */
type Directory = ReadonlyMap<string, readonly string[]>;

const LISTS: Readonly<Record<Entity, { path: string; plural: string }>> = {
  account: { path: "accounts.list", plural: "accounts" },
  category: { path: "categories.list", plural: "categories" },
};
const Page = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string() })),
  nextCursor: z.string().nullable(),
});
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Replaces exact names of accounts and categories by ids: `account: "Checking"` becomes `accountId:
 * "…"`. Names are read through the router with the caller's own key, and only when there is one to
 * look up.
 *
 * @throws DomainError NOT_FOUND naming each unknown name and what comes near it; BAD_REQUEST for an
 *   ambiguous one or id and name at once;
 * FORBIDDEN when the key may not see the names
 */
export async function resolveNames(ctx: Context, schema: JsonSchema, input: Input): Promise<Input> {
  const wanted = new Set<Entity>();
  walk(schema, input, {
    path: "",
    onName: ({ field }, value) => void (needsLookup(value) && wanted.add(field.entity)),
  });
  const directories = new Map<Entity, Directory>();
  for (const entity of wanted) directories.set(entity, await readDirectory(ctx, entity));
  const problems = { unknown: [], unclear: [] } satisfies Record<
    string,
    { path: string; detail: string }[]
  >;
  const resolver = createResolver(directories, problems);
  const resolved = walk(schema, input, { path: "", onName: resolver });
  if (problems.unclear.length > 0) throw refuseFields("BAD_REQUEST", problems.unclear);
  if (problems.unknown.length > 0) throw refuseFields("NOT_FOUND", problems.unknown);
  return isRecord(resolved) ? resolved : input;
}

const needsLookup = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(needsLookup) : typeof value === "string" && !UUID.test(value);

interface Walk {
  path: string;
  /** Called for each name found; returns the id that takes its place. */
  onName: (place: Place, value: unknown, row: Input) => unknown;
}

/**
 * Copies an input along its schema, so that a name is one only where the procedure expects an id.
 */
function walk(schema: JsonSchema, value: unknown, { path, onName }: Walk): unknown {
  const at = (key: string | number) => ({
    path: path === "" ? String(key) : `${path}.${key}`,
    onName,
  });
  const { properties, items } = schema;
  if (Array.isArray(value))
    return items === undefined ? value : value.map((item, index) => walk(items, item, at(index)));
  if (properties === undefined || !isRecord(value)) return value;
  const copy = new Map(Object.entries(value));
  for (const [id, property] of Object.entries(properties)) {
    const field = namedField(id);
    if (field !== null && Object.hasOwn(value, field.name)) {
      const place = { field, id, path: at(field.name).path, isList: property.type === "array" };
      copy.delete(field.name);
      copy.set(id, onName(place, value[field.name], value));
    } else if (copy.has(id)) copy.set(id, walk(property, copy.get(id), at(id)));
  }
  return Object.fromEntries(copy);
}

interface Problems {
  unknown: { path: string; detail: string }[];
  unclear: { path: string; detail: string }[];
}

function createResolver(
  directories: ReadonlyMap<Entity, Directory>,
  problems: Problems,
): Walk["onName"] {
  const resolve = ({ field, path }: Place, name: unknown): unknown => {
    // Null stands for "none"; anything that is no text is for the procedure to refuse.
    if (typeof name !== "string" || UUID.test(name)) return name;
    const directory = directories.get(field.entity) ?? new Map();
    const [id, ...others] = directory.get(name) ?? [];
    if (id === undefined)
      problems.unknown.push({ path, detail: describeUnknown(field.entity, name, directory) });
    if (others.length > 0)
      problems.unclear.push({
        path,
        detail: `${others.length + 1} ${LISTS[field.entity].plural} have this name; send the id.`,
      });
    return id;
  };
  return (place, value, row) => {
    if (Object.hasOwn(row, place.id)) {
      problems.unclear.push({
        path: place.path,
        detail: `Send \`${place.field.name}\` or \`${place.id}\`, not both.`,
      });
      return value;
    }
    if (!place.isList) return resolve(place, value);
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    return names.map((name, index) =>
      resolve(Array.isArray(value) ? { ...place, path: `${place.path}.${index}` } : place, name),
    );
  };
}

function describeUnknown(entity: Entity, name: string, directory: Directory): string {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const near = closest(name, [...directory.keys()]);
  const list = LISTS[entity].path === "accounts.list" ? "list_accounts" : "list_categories";
  const remedy = near === undefined ? `See ${list}.` : `Did you mean "${near}"?`;
  return `No ${entity} is named "${shown}". ${remedy}`;
}

async function readDirectory(ctx: Context, entity: Entity): Promise<Directory> {
  const { path } = LISTS[entity];
  const ids = new Map<string, string[]>();
  let cursor: string | null | undefined;
  do {
    const input = typeof cursor === "string" ? { cursor } : {};
    const page = Page.parse(await callProcedure(ctx, { path, type: "query", input }));
    for (const { id, name } of page.items) ids.set(name, [...(ids.get(name) ?? []), id]);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}
