import type { IncomingHttpHeaders } from "node:http";
import { refusal } from "../common/errors/refusal";

export const JSON_TYPES: readonly string[] = ["application/json"];

/** @throws DomainError UNSUPPORTED_MEDIA_TYPE unless the body is plain JSON of one of the types */
export function refuseOtherMedia(
  { "content-type": type = "", ...headers }: IncomingHttpHeaders,
  types: readonly string[],
): void {
  const [mediaType = "", ...parameters] = type
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  if (!types.includes(mediaType)) {
    throw notJson(types);
  }
  // JSON has one encoding (RFC 8259 §8.1). A caller who announces another means other characters
  // than would be read.
  if (
    parameters.some(
      (text) => text.startsWith("charset") && !/^charset\s*=\s*"?(utf-?8|us-ascii)"?$/.test(text),
    )
  ) {
    throw refusal(
      "UNSUPPORTED_MEDIA_TYPE",
      null,
      "The body must be UTF-8.",
      `Send \`Content-Type: ${types.join("` or `")}\`, without a charset.`,
    );
  }
  const { "content-encoding": encoding, "transfer-encoding": transfer = "chunked" } = headers;
  if (encoding === undefined && transfer.toLowerCase() === "chunked") return;
  throw refusal(
    "UNSUPPORTED_MEDIA_TYPE",
    null,
    "Compressed bodies are not read.",
    "Leave `Content-Encoding` out.",
  );
}

/** A body of another media type than those that are read. */
export const notJson = (types = JSON_TYPES) =>
  refusal(
    "UNSUPPORTED_MEDIA_TYPE",
    null,
    "The body must be JSON.",
    `Send \`Content-Type: ${types.join("` or `")}\`.`,
  );
