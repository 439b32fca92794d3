import type { Runtime } from "../../common/runtime";
import { openRequest } from "../open-request";
import type { Endpoint } from "../request";
import { createOpenApiDocument } from "./create-document";
import type { JsonObject } from "./json-schema";

/** The description of REST on this server, made once: it never changes while the server runs. */
export function openApiOf({ publicUrl }: Pick<Runtime, "publicUrl">): () => JsonObject {
  let document: JsonObject | undefined;
  return () => {
    document ??= createOpenApiDocument(publicUrl);
    return document;
  };
}

/**
 * `GET /api/v1/openapi.json`: for everybody, and the same for everybody; no credential is looked
 * at.
 */
export const answerOpenApi =
  (readDocument: () => JsonObject): Endpoint["answer"] =>
  async (runtime, request) => {
    await openRequest(runtime, request);
    return { status: 200, body: readDocument() };
  };
