import type { IncomingMessage } from "node:http";
import { DomainError } from "../common/errors/domain-error";
import { refusal } from "../common/errors/refusal";
import { MAX_JSON_BYTES } from "../common/limits/sizes";
import { JSON_TYPES, refuseOtherMedia } from "./refuse-other-media";

const FEWER_ROWS = "Send fewer rows per call.";

interface BodyRules {
  /** Media types that mean JSON here. */
  types?: readonly string[];
  maxBytes?: number | undefined;
  /** What a caller with a larger body does instead. */
  remedy?: string;
}

/**
 * Reads and parses a JSON body, of at most {@link MAX_JSON_BYTES} unless set.
 *
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, BAD_REQUEST (cut off, not UTF-8,
 *   not JSON)
 */
export async function readJsonBody(
  req: IncomingMessage,
  { types = JSON_TYPES, maxBytes = MAX_JSON_BYTES, remedy = FEWER_ROWS }: BodyRules = {},
): Promise<unknown> {
  refuseOtherMedia(req.headers, types);
  return parseJson(await readBytes(req, { maxBytes, remedy }), "");
}

async function readBytes(req: IncomingMessage, { maxBytes, remedy }: Limit): Promise<string> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes)
    throw bodyTooLarge({ maxBytes, remedy });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A request that is destroyed here takes its connection with it, before the caller has read the
    // refusal.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) throw bodyTooLarge({ maxBytes, remedy });
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw refusal("BAD_REQUEST", null, "The body was cut off.", "Send the call again.", {
      cause: error,
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw refusal("BAD_REQUEST", null, "The body is not UTF-8.", "Encode the JSON as UTF-8.", {
      cause: error,
    });
  }
}

/** @throws DomainError BAD_REQUEST naming `path` */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(
      "BAD_REQUEST",
      path,
      path === "" ? "The body is not JSON." : "not JSON.",
      "Check quotes, commas and brackets.",
      { cause: error },
    );
  }
}

interface Limit {
  maxBytes: number;
  remedy: string;
}

export const bodyTooLarge = (
  { maxBytes, remedy }: Limit = { maxBytes: MAX_JSON_BYTES, remedy: FEWER_ROWS },
) =>
  refusal("PAYLOAD_TOO_LARGE", null, `The body is larger than ${maxBytes} bytes.`, remedy, {
    leavesBodyUnread: true,
  });
