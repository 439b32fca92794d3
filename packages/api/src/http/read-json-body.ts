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
  return parseJson(await readText(req, { maxBytes, remedy }), "");
}

/** Decodes each piece as it arrives: a large body as a whole would hold the process for long. */
async function readText(req: IncomingMessage, { maxBytes, remedy }: Limit): Promise<string> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes)
    throw bodyTooLarge({ maxBytes, remedy });
  const text = createDecoder();
  let size = 0;
  try {
    // A request that is destroyed here takes its connection with it, before the caller has read the
    // refusal.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > maxBytes) throw bodyTooLarge({ maxBytes, remedy });
      text.add(chunk);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw refusal("BAD_REQUEST", null, "The body was cut off.", "Send the call again.", {
      cause: error,
    });
  }
  try {
    return text.end();
  } catch (error) {
    throw refusal("BAD_REQUEST", null, "The body is not UTF-8.", "Encode the JSON as UTF-8.", {
      cause: error,
    });
  }
}

/** A text that comes in pieces of UTF-8. `end` throws when any of them was something else. */
function createDecoder() {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parts: string[] = [];
  let fault: unknown;
  return {
    // The rest is still read, so that the caller reads the refusal.
    add: (bytes: Buffer) => {
      if (fault !== undefined) return;
      try {
        parts.push(decoder.decode(bytes, { stream: true }));
      } catch (error) {
        fault = error;
      }
    },
    end: () => {
      if (fault !== undefined) throw fault;
      parts.push(decoder.decode());
      return parts.join("");
    },
  };
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
