import { BURN_PATH } from "../burn";
import { ENDPOINTS, REST_BASE } from "../rest/endpoints";
import { describeBurning } from "./describe-burning";
import { describeEndpoint } from "./describe-endpoint";
import { describeExports, EXPORT_COMPONENTS } from "./describe-exports";
import { FEATURES, HEADERS, IDEMPOTENCY_KEY, INFO, INTEGRATION_KEY, KEYS_TAG } from "./fixed-parts";
import { describeSchema, type JsonObject } from "./json-schema";
import { problemResponses } from "./problem-responses";
import { ProblemSchema } from "./problem-schema";

/**
 * The OpenAPI 3.1 description of REST on the server at `publicUrl`, made from the procedures
 * themselves.
 *
 * @throws Error when two schemas share a name, which is a bug that the tests find
 */
export function createOpenApiDocument({ origin }: URL): JsonObject {
  const described = ENDPOINTS.map((endpoint) => ({ ...endpoint, ...describeEndpoint(endpoint) }));
  const paths: Record<string, JsonObject> = {};
  for (const { path, method, operation } of described)
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  const features = new Set(described.map(({ procedure }) => procedure.split(".")[0] ?? ""));
  return {
    openapi: "3.1.1",
    info: INFO,
    servers: [{ url: `${origin}${REST_BASE}`, description: "This server." }],
    tags: [
      ...Object.entries(FEATURES)
        .filter(([name]) => features.has(name))
        .map(([name, description]) => ({ name, description })),
      KEYS_TAG,
    ],
    paths: { ...paths, ...describeExports(paths), [BURN_PATH]: describeBurning(origin) },
    components: {
      schemas: mergeSchemas([
        ...described.map(({ components }) => components),
        EXPORT_COMPONENTS,
        { Problem: describeSchema(ProblemSchema, "answer").schema },
      ]),
      responses: problemResponses(),
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      headers: HEADERS,
      securitySchemes: { integrationKey: INTEGRATION_KEY },
    },
  };
}

/** The same name must mean the same thing in requests and in answers. */
function mergeSchemas(parts: readonly Readonly<Record<string, JsonObject>>[]): JsonObject {
  const merged = new Map<string, JsonObject>();
  for (const [name, schema] of parts.flatMap((part) => Object.entries(part))) {
    const described = { ...schema, ...EXAMPLES[name] };
    const known = merged.get(name) ?? described;
    if (JSON.stringify(known) !== JSON.stringify(described))
      throw new Error(`Two schemas are called ${name}.`);
    merged.set(name, described);
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What tools that make up samples cannot guess from a schema. */
const EXAMPLES: Readonly<Record<string, JsonObject>> = {
  Money: { examples: [{ amount: "-12.50", currency: "EUR" }] },
  MoneySum: { examples: [{ amount: "1234.56", currency: "EUR" }] },
};
