import { SCOPE_INFO, type ScopeInfo } from "@pfn/keys";
import type { RestEndpoint } from "../rest/endpoints";
import { describeSchema, type JsonObject } from "./json-schema";
import { headerRefs, refusalsOf } from "./problem-responses";
import { splitInput } from "./split-input";

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
