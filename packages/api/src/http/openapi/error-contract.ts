import { insufficientScope, invalidKey } from "../../common/errors/credential-refusals";
import type { DomainError } from "../../common/errors/domain-error";
import type { DomainErrorCode } from "../../common/errors/error-codes";
import { refuseFields } from "../../common/errors/input-errors";
import {
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
import { bodyTooLarge } from "../read-json-body";
import { notJson } from "../refuse-other-media";

/** How the document describes the refusals of one code. */
export interface Described {
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
export const RESPONSES = {
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
