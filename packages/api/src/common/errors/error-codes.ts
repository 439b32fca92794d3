/** HTTP status and RFC 9457 title of each code. */
export const STATUS = {
  BAD_REQUEST: { status: 400, title: "Bad request" },
  UNAUTHORIZED: { status: 401, title: "Not signed in" },
  FORBIDDEN: { status: 403, title: "Not allowed" },
  NOT_FOUND: { status: 404, title: "Not found" },
  METHOD_NOT_SUPPORTED: { status: 405, title: "Method not supported" },
  CONFLICT: { status: 409, title: "Conflict" },
  PAYLOAD_TOO_LARGE: { status: 413, title: "Too large" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "Unsupported media type" },
  UNPROCESSABLE_CONTENT: { status: 422, title: "Cannot be processed" },
  TOO_MANY_REQUESTS: { status: 429, title: "Too many requests" },
  SERVICE_UNAVAILABLE: { status: 503, title: "Temporarily unavailable" },
  INTERNAL_SERVER_ERROR: { status: 500, title: "Internal error" },
} as const satisfies Record<string, { status: number; title: string }>;

/** Every refusal that pfn makes on purpose has one of these codes. */
export type DomainErrorCode = keyof typeof STATUS;
