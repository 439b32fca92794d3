import { methodNotSupported } from "../../common/errors/refusals";
import type { Runtime } from "../../create-runtime";
import { meter } from "../meter";
import type { EndpointRequest } from "../request";
import type { Reply } from "../respond";
import { createOpenApiDocument } from "./create-document";
import type { JsonObject } from "./json-schema";

/** A server's description never changes while it runs. */
const documents = new WeakMap<Runtime, JsonObject>();

/**
 * `GET /api/v1/openapi.json`: for everybody, and the same for everybody; no credential is looked
 * at.
 */
export async function answerOpenApi(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req } = request;
  if (req.method !== "GET" && req.method !== "HEAD") {
    throw methodNotSupported(["GET", "HEAD"], "Only GET.");
  }
  await meter(runtime, request, { calls: 1, writes: 0 });
  return { status: 200, body: openApiDocument(runtime) };
}

/** The description of REST on this server. */
export function openApiDocument(runtime: Runtime): JsonObject {
  const document = documents.get(runtime) ?? createOpenApiDocument(runtime.publicUrl);
  documents.set(runtime, document);
  return document;
}
