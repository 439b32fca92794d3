import type { Runtime } from "../../common/runtime";
import { openRequest } from "../open-request";
import type { EndpointRequest, Reply } from "../request";
import { createOpenApiDocument } from "./create-document";
import type { JsonObject } from "./json-schema";

/** A server's description never changes while it runs. */
const documents = new WeakMap<Runtime, JsonObject>();

/**
 * `GET /api/v1/openapi.json`: for everybody, and the same for everybody; no credential is looked
 * at.
 */
export async function answerOpenApi(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  await openRequest(runtime, request);
  return { status: 200, body: openApiDocument(runtime) };
}

/** The description of REST on this server. */
export function openApiDocument(runtime: Runtime): JsonObject {
  const document = documents.get(runtime) ?? createOpenApiDocument(runtime.publicUrl);
  documents.set(runtime, document);
  return document;
}
