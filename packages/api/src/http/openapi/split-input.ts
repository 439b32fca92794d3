import type { RestEndpoint } from "../rest/endpoints";
import { describeSchema, type JsonObject } from "./json-schema";

/**
 * Fields of the path and of the query are parameters; what is left when something is written is the
 * body.
 */
export function splitInput(endpoint: RestEndpoint): {
  parameters: JsonObject[];
  body: JsonObject;
  components: Readonly<Record<string, JsonObject>>;
} {
  const { schema, components } = describeSchema(
    endpoint.input,
    endpoint.type === "query" ? "query" : "body",
  );
  // Inputs are objects, which the tests see to.
  const {
    properties = {},
    required = [],
    ...rest
  } = schema as { properties?: JsonObject; required?: readonly string[] };
  const inPath = endpoint.segments
    .filter((segment) => segment.startsWith("{"))
    .map((segment) => segment.slice(1, -1));
  const inQuery =
    endpoint.type === "query"
      ? Object.keys(properties).filter((name) => !inPath.includes(name))
      : [];
  const parameterOf = (name: string, where: "path" | "query") =>
    parameter({
      name,
      where,
      isRequired: required.includes(name),
      schema: properties[name],
      example: endpoint.doc.example?.[name],
    });
  return {
    components,
    parameters: [
      ...inPath.map((name) => parameterOf(name, "path")),
      ...inQuery.map((name) => parameterOf(name, "query")),
      ...(endpoint.writes ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    body: {
      ...rest,
      properties: Object.fromEntries(
        Object.entries(properties).filter(([name]) => !inPath.includes(name)),
      ),
      ...optionally(
        "required",
        required.filter((name) => !inPath.includes(name)),
      ),
    },
  };
}

interface Parameter {
  name: string;
  where: "path" | "query";
  isRequired: boolean;
  schema: unknown;
  example: unknown;
}

function parameter({ name, where, isRequired, schema, example }: Parameter): JsonObject {
  // A property of a JSON Schema is an object; the ones here were made a moment ago.
  const { description, ...rest } = schema as { description?: string };
  return {
    name,
    in: where,
    ...(description === undefined ? {} : { description }),
    required: isRequired,
    schema: rest,
    ...(example === undefined ? {} : { example }),
  };
}

const optionally = (name: string, list: readonly string[]): JsonObject =>
  list.length === 0 ? {} : { [name]: list };
