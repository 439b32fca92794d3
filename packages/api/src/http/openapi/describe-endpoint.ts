import { SCOPE_INFO, type ScopeInfo } from "@pfn/keys";
import type { RestEndpoint } from "../rest/endpoints";
import { describeSchema, type JsonObject } from "./json-schema";
import { headerRefs, refusalsOf } from "./problem-responses";

/** An endpoint as an OpenAPI operation, with the schemas that it brings along. */
export interface DescribedEndpoint {
  operation: JsonObject;
  components: Readonly<Record<string, JsonObject>>;
}

/**
 * Everything comes from the procedure: its words, its access, and its two schemas. Its id is the
 * procedure's path, its name at every endpoint.
 */
export function describeEndpoint(endpoint: RestEndpoint): DescribedEndpoint {
  const { procedure, doc, type, output } = endpoint;
  const name = procedure.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const input = splitInput(endpoint);
  const answer = describeSchema(output, "answer");
  const ref = (kind: "Request" | "Response") => ({ $ref: `#/components/schemas/${name}${kind}` });
  return {
    operation: {
      operationId: procedure,
      summary: doc.summary,
      description: describe(endpoint),
      tags: [procedure.split(".")[0]],
      security: [{ integrationKey: endpoint.access.scope === null ? [] : [endpoint.access.scope] }],
      "x-required-scope": endpoint.access.scope,
      ...(input.parameters.length === 0 ? {} : { parameters: input.parameters }),
      ...(type === "query" ? {} : { requestBody: bodyOf(endpoint, ref("Request"), input.body) }),
      responses: {
        200: {
          description: "The call's answer.",
          headers: headerRefs(["X-Request-Id", "RateLimit", "RateLimit-Policy"]),
          content: { "application/json": { schema: ref("Response") } },
        },
        ...refusalsOf(endpoint),
      },
    },
    components: {
      ...input.components,
      ...answer.components,
      ...(type === "query" ? {} : { [`${name}Request`]: input.body }),
      [`${name}Response`]: answer.schema,
    },
  };
}

function describe({ doc, access: { scope } }: RestEndpoint): string {
  const info: ScopeInfo | undefined = scope === null ? undefined : SCOPE_INFO[scope];
  const needs =
    info === undefined
      ? "Any valid key may call this."
      : `Needs the scope \`${scope}\`: ${info.title}.`;
  return [doc.description, needs].filter((text) => text !== undefined).join("\n\n");
}

/**
 * Fields of the path and of the query are parameters; what is left when something is written is the
 * body.
 */
function splitInput(endpoint: RestEndpoint): {
  parameters: JsonObject[];
  body: JsonObject;
  components: DescribedEndpoint["components"];
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

function bodyOf({ doc, segments }: RestEndpoint, schema: JsonObject, body: JsonObject): JsonObject {
  const example = Object.entries(doc.example ?? {}).filter(
    ([name]) => !segments.includes(`{${name}}`),
  );
  return {
    required: body["required"] !== undefined,
    content: {
      "application/json": {
        schema,
        ...(example.length === 0 ? {} : { example: Object.fromEntries(example) }),
      },
    },
  };
}

const optionally = (name: string, list: readonly string[]): JsonObject =>
  list.length === 0 ? {} : { [name]: list };
