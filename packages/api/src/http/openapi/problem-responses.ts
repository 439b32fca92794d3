import { z } from "zod";
import { type DomainError, type DomainErrorCode, STATUS } from "../../common/errors/domain-error";
import { refuseFields } from "../../common/errors/input-errors";
import { type Problem, toProblem } from "../../common/errors/problem";
import {
  insufficientScope,
  invalidKey,
  keyInFlight,
  keyReused,
  notFound,
  overQuota,
  unavailable,
} from "../../common/errors/refusals";
import { internalError } from "../../common/errors/to-domain-error";
import { MAX_JSON_BYTES } from "../../common/limits/sizes";
import type { QuotaState } from "../../common/quota";
import { MAX_FILE_BYTES, MAX_FILE_ROWS } from "../../features/imports/schema";
import { bodyTooLarge, notJson } from "../read-json-body";
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

const inMiB = (bytes: number): string => `${bytes / 2 ** 20} MiB`;
/** Groups of three digits. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, " ");

const FULL_QUOTA: QuotaState = {
  ...{ name: "key", limit: 600, windowSeconds: 60 },
  ...{ left: 0, resetsInSeconds: 42 },
};

/**
 * The error contract, in the words of the document. METHOD_NOT_SUPPORTED is about paths and no
 * operation's answer.
 */
const RESPONSES = {
  BAD_REQUEST: {
    name: "BadRequest",
    description: "A field is missing, unknown, or not of its form; `path` names it.",
    example: refuseFields("BAD_REQUEST", [
      { path: "limt", detail: 'Unknown field "limt". Did you mean "limit"?' },
    ]),
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
    example: keyInFlight(),
  },
  PAYLOAD_TOO_LARGE: {
    name: "PayloadTooLarge",
    description:
      `The body is larger than ${inMiB(MAX_JSON_BYTES)}, or a file larger than ` +
      `${inMiB(MAX_FILE_BYTES)} or ${grouped(MAX_FILE_ROWS)} rows.`,
    example: bodyTooLarge(),
  },
  UNSUPPORTED_MEDIA_TYPE: {
    name: "UnsupportedMediaType",
    description: "The body is not declared as `application/json`, or is compressed.",
    example: notJson(),
  },
  UNPROCESSABLE_CONTENT: {
    name: "UnprocessableContent",
    description: "The idempotency key was used with another body.",
    example: keyReused(),
  },
  TOO_MANY_REQUESTS: {
    name: "TooManyRequests",
    description: "Too many calls; wait as long as `Retry-After` says.",
    example: overQuota(FULL_QUOTA, "This key has made too many calls."),
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
    example: internalError(),
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
