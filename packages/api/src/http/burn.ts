import { z } from "zod";
import { fromZodError } from "../common/errors/input-errors";
import type { Runtime } from "../common/runtime";
import { burnKey } from "../features/integration-keys/burn-key";
import { openRequest } from "./open-request";
import { readJsonBody } from "./read-json-body";
import type { EndpointRequest, Reply } from "./request";

export const BURN_PATH = "/api/keys/burn";

/** Any text may be sent: what is no key is found out before it is hashed (T8). */
export const BurnInput = z.strictObject({ key: z.string() });

/** The one answer, whether the key was valid, revoked already, unknown, or no key at all. */
export const BURN_ANSWER = { detail: "If this was a key, it no longer opens anything." } as const;

/**
 * `POST /api/keys/burn`: a person who finds a key can make it useless, without login. Holding a key
 * is permission to revoke it. Body size and media type are judged first, as elsewhere; the answer
 * to a well-formed request is always the same 202.
 */
export async function answerBurn(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req, ip, userAgent } = request;
  await openRequest(runtime, request);
  const input = BurnInput.safeParse(await readJsonBody(req));
  if (!input.success) throw fromZodError(input.error);
  await burnKey(runtime, input.data.key, { ip, userAgent });
  return { status: 202, body: BURN_ANSWER };
}
