import { z } from "zod";
import { DomainError, type DomainErrorCode, STATUS } from "../../common/errors/domain-error";
import { type Problem, toProblem } from "../../common/errors/problem";
import { insufficientScope, invalidKey, notFound, unavailable } from "../../common/errors/refusals";
import type { RestEndpoint } from "../rest/endpoints";
import type { JsonObject } from "./json-schema";

/** The problem object as a schema; one that no longer fits the type does not compile. */
export const ProblemSchema: z.ZodType<Problem> = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What was refused, and why."),
    code: z.enum(codes()),
    requestId: z
      .string()
      .describe("The server's id of this request; quote it when you report something."),
    hint: z
      .string()
      .describe("What to do about it: the remedy, or what to ask the ledger's owner for.")
      .exactOptional(),
    path: z.string().describe("Dotted path of the field at fault.").exactOptional(),
    errors: z
      .array(z.object({ path: z.string(), detail: z.string() }))
      .describe("All refused fields, when there are several.")
      .exactOptional(),
    retryable: z
      .boolean()
      .describe("Whether the same call may succeed later without being changed."),
  })
  .describe("A refusal (RFC 9457).");

function codes(): DomainErrorCode[] {
  // Object.keys forgets what the table's type knows.
  return Object.keys(STATUS) as DomainErrorCode[];
}

interface Described {
  /** Key in `components.responses`. */
  name: string;
  description: string;
  example: DomainError;
  /** Headers beside those of every reply. */
  headers?: readonly string[];
}

/**
 * The error contract, in the words of the document. METHOD_NOT_SUPPORTED is about paths and no
 * operation's answer.
 */
const RESPONSES = {
  BAD_REQUEST: {
    name: "BadRequest",
    description: "A field is missing, unknown, or not of its form; `path` names it.",
    example: new DomainError("BAD_REQUEST", '`limt`: Unknown field "limt". Did you mean "limit"?', {
      path: "limt",
    }),
  },
  UNAUTHORIZED: {
    name: "Unauthorized",
    description: "No integration key, or one that is malformed, unknown, expired or revoked.",
    example: invalidKey(),
    headers: ["WWW-Authenticate"],
  },
  FORBIDDEN: {
    name: "Forbidden",
    description: "The key is valid but lacks a scope; `hint` and the challenge name it.",
    example: insufficientScope(["transactions:create"]),
    headers: ["WWW-Authenticate"],
  },
  NOT_FOUND: {
    name: "NotFound",
    description:
      "Something that was named by id is not there, or is somebody else's: the same answer.",
    example: notFound("account", "accountId"),
  },
  CONFLICT: {
    name: "Conflict",
    description: "A stale version, a row in the way, or the same idempotency key in flight.",
    example: new DomainError(
      "CONFLICT",
      "A request with this idempotency key is still being worked on.",
      {
        path: "idempotencyKey",
      },
    ),
  },
  PAYLOAD_TOO_LARGE: {
    name: "PayloadTooLarge",
    description: "The body is larger than 1 MiB, or a file larger than 8 MiB or 20 000 rows.",
    example: new DomainError("PAYLOAD_TOO_LARGE", "The body is larger than 1048576 bytes."),
  },
  UNSUPPORTED_MEDIA_TYPE: {
    name: "UnsupportedMediaType",
    description: "The body is not declared as `application/json`, or is compressed.",
    example: new DomainError("UNSUPPORTED_MEDIA_TYPE", "The body must be JSON."),
  },
  UNPROCESSABLE_CONTENT: {
    name: "UnprocessableContent",
    description: "The idempotency key was used with another body.",
    example: new DomainError(
      "UNPROCESSABLE_CONTENT",
      "This idempotency key was used with another body.",
      {
        path: "idempotencyKey",
      },
    ),
  },
  TOO_MANY_REQUESTS: {
    name: "TooManyRequests",
    description: "Too many calls; wait as long as `Retry-After` says.",
    example: new DomainError("TOO_MANY_REQUESTS", "Too many calls."),
    headers: ["Retry-After", "RateLimit", "RateLimit-Policy"],
  },
  SERVICE_UNAVAILABLE: {
    name: "ServiceUnavailable",
    description: "The server cannot answer now; nothing was changed.",
    example: unavailable(),
    headers: ["Retry-After"],
  },
  INTERNAL_SERVER_ERROR: {
    name: "InternalServerError",
    description: "A bug; the details are in the server's log under `requestId`.",
    example: new DomainError("INTERNAL_SERVER_ERROR", "Something went wrong on the server."),
  },
} as const satisfies Record<Exclude<DomainErrorCode, "METHOD_NOT_SUPPORTED">, Described>;

const EXAMPLE_REQUEST_ID = "01970000-0000-7000-8000-000000000000";

/** `components.responses`: one per code of the error contract. */
export function problemResponses(): JsonObject {
  return Object.fromEntries(
    Object.values<Described>(RESPONSES).map(({ name, description, example, headers = [] }) => [
      name,
      {
        description,
        headers: headerRefs(["X-Request-Id", ...headers]),
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
            example: toProblem(example, EXAMPLE_REQUEST_ID),
          },
        },
      },
    ]),
  );
}

/** The refusals that an endpoint can answer with, by status. */
export function refusalsOf({ writes, type, access, segments }: RestEndpoint): JsonObject {
  const codes: (keyof typeof RESPONSES)[] = [
    ...([
      "BAD_REQUEST",
      "UNAUTHORIZED",
      "TOO_MANY_REQUESTS",
      "INTERNAL_SERVER_ERROR",
      "SERVICE_UNAVAILABLE",
    ] as const),
    // Undoing needs the scope that the undone operation used.
    ...(access.scope !== null || writes ? (["FORBIDDEN"] as const) : []),
    ...(type === "mutation" || segments.some((segment) => segment.startsWith("{"))
      ? (["NOT_FOUND"] as const)
      : []),
    ...(type === "mutation"
      ? (["CONFLICT", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const)
      : []),
    ...(writes ? (["UNPROCESSABLE_CONTENT"] as const) : []),
  ];
  return refusalRefs(codes);
}

/** References to the refusals with these codes, by status. */
export function refusalRefs(codes: readonly (keyof typeof RESPONSES)[]): JsonObject {
  return Object.fromEntries(
    [...codes]
      .sort((a, b) => STATUS[a].status - STATUS[b].status)
      .map((code) => [
        String(STATUS[code].status),
        { $ref: `#/components/responses/${RESPONSES[code].name}` },
      ]),
  );
}

export const headerRefs = (names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
