import { sample } from "openapi-sampler";
import { curlOf } from "./curl-of";
import {
  type Answer,
  type JsonSchema,
  nameOf,
  OpenApi,
  type Operation,
  type Parameter,
} from "./openapi";

/** A call as the reference shows it. */
export interface Call {
  /** Also its anchor. */
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Null: any key. Undefined: no key at all. */
  scope: string | null | undefined;
  parameters: readonly Parameter[];
  body: JsonSchema | null;
  curl: string;
  /** Without an example where the answer is a file. */
  answer: { status: string; mediaType: string; schema: JsonSchema; example?: unknown };
  refusals: readonly Refusal[];
}

export interface Refusal {
  status: string;
  /** Also its anchor. */
  name: string;
  description: string;
}

/** The whole reference, in the document's own order. */
export interface Reference {
  introduction: string;
  groups: readonly { name: string; description: string; calls: readonly Call[] }[];
  /** Schemas that calls refer to by name, in alphabetical order. */
  schemas: readonly { name: string; schema: JsonSchema }[];
  refusals: readonly (Refusal & {
    headers: readonly { name: string; description: string }[];
    example: unknown;
  })[];
}

const JSON_TYPE = "application/json";
const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/**
 * What the page shows of an OpenAPI document.
 *
 * @throws ZodError when the document is not of the form that pfn makes
 */
export function readReference(source: object): Reference {
  const document = OpenApi.parse(source);
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      const [{ url }] = item.servers ?? document.servers;
      return operation === undefined
        ? []
        : [{ tags: operation.tags, ...toCall({ source, document, method, url, path }, operation) }];
    }),
  );
  return {
    introduction: document.info.description,
    groups: document.tags.map((tag) => ({
      ...tag,
      calls: calls.filter(({ tags }) => tags.includes(tag.name)),
    })),
    schemas: Object.entries(document.components.schemas)
      .filter(([name]) => !isInline(name))
      .map(([name, schema]) => ({ name, schema })),
    refusals: readRefusals(document),
  };
}

interface Place {
  /** The document as it was given, with everything that makes samples good. */
  source: object;
  document: OpenApi;
  method: string;
  url: string;
  path: string;
}

function toCall({ source, document, method, url, path }: Place, operation: Operation): Call {
  const { components } = document;
  const content = operation.requestBody?.content[JSON_TYPE];
  const parameters = operation.parameters.flatMap((parameter) => {
    const found = "$ref" in parameter ? components.parameters[nameOf(parameter.$ref)] : parameter;
    return found === undefined ? [] : [found];
  });
  const isOpen = operation.security.length === 0;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: new URL(url + path).pathname.replaceAll("%7B", "{").replaceAll("%7D", "}"),
    summary: operation.summary,
    description: operation.description,
    scope: isOpen ? undefined : (operation["x-required-scope"] ?? null),
    parameters,
    body: content === undefined ? null : inlined(document, content.schema),
    curl: curlOf({
      method: method.toUpperCase(),
      url: url + path,
      parameters,
      body: content?.example,
      isOpen,
    }),
    answer: readAnswer({ source, document }, operation),
    refusals: Object.entries(operation.responses).flatMap(([status, response]) => {
      const name = "$ref" in response ? nameOf(response.$ref) : "";
      const description = components.responses[name]?.description;
      return description === undefined ? [] : [{ status, name, description }];
    }),
  };
}

function readAnswer(
  { source, document }: Pick<Place, "source" | "document">,
  { operationId, responses }: Operation,
): Call["answer"] {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  const [found] =
    response === undefined || "$ref" in response ? [] : Object.entries(response.content);
  if (status === undefined || found === undefined) throw new Error(`${operationId} has no answer.`);
  const [mediaType, { schema, example }] = found;
  return {
    status,
    mediaType,
    schema: inlined(document, schema),
    ...(mediaType === JSON_TYPE && { example: example ?? sampleOf(schema, source) }),
  };
}

/** What an answer may look like; names are looked up in the document as it was given. */
function sampleOf(schema: JsonSchema, source: object): unknown {
  // Two types for the same thing: ours of what was parsed, the sampler's of JSON Schema's draft 7.
  return sample(schema as Parameters<typeof sample>[0], { quiet: true }, source);
}

/**
 * A request's or an answer's own schema is shown in its place; what several share has a place of
 * its own.
 */
const isInline = (name: string): boolean => /(Request|Response)$/.test(name);

function inlined({ components }: OpenApi, schema: JsonSchema): JsonSchema {
  const name = schema.$ref === undefined ? "" : nameOf(schema.$ref);
  return (isInline(name) ? components.schemas[name] : undefined) ?? schema;
}

function readRefusals({ components: { responses, headers } }: OpenApi): Reference["refusals"] {
  return Object.entries(responses).map(([name, { description, headers: refs, content }]) => ({
    name,
    description,
    status: statusOf(content),
    headers: Object.keys(refs).map((header) => ({
      name: header,
      description: headers[header]?.description ?? "",
    })),
    example: content["application/problem+json"]?.example,
  }));
}

function statusOf(content: Answer["content"]): string {
  const example = content["application/problem+json"]?.example;
  return typeof example === "object" && example !== null && "status" in example
    ? String(example.status)
    : "";
}
