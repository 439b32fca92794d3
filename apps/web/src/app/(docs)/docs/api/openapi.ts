import { z } from "zod";

// The parts of an OpenAPI 3.1 document that the reference shows.

/** A JSON Schema as pfn's procedures make them. */
export const JsonSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), JsonSchema).optional();
  },
  get items() {
    return JsonSchema.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), JsonSchema]).optional();
  },
  get anyOf() {
    return z.array(JsonSchema).optional();
  },
  get oneOf() {
    return z.array(JsonSchema).optional();
  },
});
export type JsonSchema = z.infer<typeof JsonSchema>;

const Parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  description: z.string().optional(),
  required: z.boolean().default(false),
  schema: JsonSchema,
  example: z.unknown().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

const Ref = z.object({ $ref: z.string() });
const Content = z.record(
  z.string(),
  z.object({ schema: JsonSchema, example: z.unknown().optional() }),
);

const Answer = z.object({
  description: z.string(),
  headers: z.record(z.string(), Ref).default({}),
  content: Content,
});
export type Answer = z.infer<typeof Answer>;

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  "x-required-scope": z.string().nullable().optional(),
  parameters: z.array(z.union([Ref, Parameter])).default([]),
  requestBody: z.object({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string(), z.union([Ref, Answer])),
});
export type Operation = z.infer<typeof Operation>;

const Servers = z.tuple([z.object({ url: z.string() })]);
const PathItem = z.object({
  servers: Servers.optional(),
  get: Operation.optional(),
  post: Operation.optional(),
  put: Operation.optional(),
  patch: Operation.optional(),
  delete: Operation.optional(),
});

export const OpenApi = z.object({
  info: z.object({ description: z.string() }),
  servers: Servers,
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), PathItem),
  components: z.object({
    schemas: z.record(z.string(), JsonSchema),
    responses: z.record(z.string(), Answer),
    parameters: z.record(z.string(), Parameter),
    headers: z.record(z.string(), z.object({ description: z.string() })),
  }),
});
export type OpenApi = z.infer<typeof OpenApi>;

/** The last part of a reference, e.g. `Money` of `#/components/schemas/Money`. */
export const nameOf = ($ref: string): string => $ref.slice($ref.lastIndexOf("/") + 1);
