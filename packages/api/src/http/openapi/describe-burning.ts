import { BURN_ANSWER, BurnInput } from "../burn";
import { describeSchema, type JsonObject } from "./json-schema";
import { headerRefs, refusalRefs } from "./problem-responses";

/** The one path that stands outside the base of REST and asks for no credential. */
export const describeBurning = (origin: string): JsonObject => ({
  servers: [{ url: origin, description: "This server, outside the base path." }],
  post: {
    operationId: "keys.burn",
    summary: "Make a key that you found useless",
    description:
      "Needs no credential: whoever holds a key may revoke it. The answer is always the " +
      "same, so that nobody learns whether it was one.",
    tags: ["keys"],
    security: [],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: describeSchema(BurnInput, "body").schema,
          example: { key: "pfn_live_…" },
        },
      },
    },
    responses: {
      202: {
        description: "Taken note of.",
        headers: headerRefs(["X-Request-Id"]),
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["detail"],
              properties: { detail: { type: "string" } },
            },
            example: BURN_ANSWER,
          },
        },
      },
      ...refusalRefs([
        "BAD_REQUEST",
        "PAYLOAD_TOO_LARGE",
        "UNSUPPORTED_MEDIA_TYPE",
        "INTERNAL_SERVER_ERROR",
        "SERVICE_UNAVAILABLE",
      ]),
    },
  },
});
