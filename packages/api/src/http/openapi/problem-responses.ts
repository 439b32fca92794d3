import { STATUS } from "../../common/errors/error-codes";
import { toProblem } from "../../common/errors/problem";
import type { RestEndpoint } from "../rest/endpoints";
import { type Described, RESPONSES } from "./error-contract";
import type { JsonObject } from "./json-schema";

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
