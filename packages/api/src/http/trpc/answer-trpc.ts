import type { IncomingMessage } from "node:http";
import type { Context } from "../../common/context";
import type { DomainError } from "../../common/errors/domain-error";
import { refusal } from "../../common/errors/refusal";
import { toDomainError } from "../../common/errors/to-domain-error";
import { MAX_BATCH } from "../../common/limits/sizes";
import type { Principal } from "../../common/principal";
import type { Runtime } from "../../common/runtime";
import { type Call, callProcedure } from "../call-procedure";
import { mayCall } from "../may-call";
import { openRequest } from "../open-request";
import { PROCEDURES } from "../procedure-table";
import { refuseCrossSite } from "../refuse-cross-site";
import type { EndpointRequest, Reply } from "../request";
import { type Named, readInputs, readPaths } from "./read-calls";
import { type Outcome, toEnvelope, toReply } from "./to-reply";

/**
 * tRPC over HTTP: queries by GET, mutations by POST with JSON, single or batched, as tRPC documents
 * it. Streaming, subscriptions, form data and method override do not exist here. Method, credential
 * and what it opens, media type and size are judged on the raw request, in this order, before an
 * input is parsed (T3).
 */
export async function answerTrpc(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req } = request;
  refuseStreaming(req);
  const type = req.method === "GET" ? "query" : "mutation";
  let named: Named = { paths: [], isBatch: false };
  const { principal, createContext } = await openRequest(runtime, request, (caller) => {
    if (type === "mutation" && caller?.kind !== "key") refuseCrossSite(runtime, req);
    named = readPaths(request.url);
    const calls = named.paths.length;
    return { calls, writes: type === "mutation" ? calls : 0 };
  });
  const { paths, isBatch } = named;
  // A body that nobody may send is not read: the credential is refused first (T3).
  const isOpen = paths.some((path) => mayCall(principal, { path, type }));
  const inputs = isOpen ? await readInputs(request, named) : [];
  const kept: { sessionId?: string } = {};
  const ctx = createContext((sessionId) => Object.assign(kept, { sessionId }));
  const outcomes = await Promise.all(
    paths.map((path, index) => answerCall(ctx, { path, type, input: inputs[index] })),
  );
  const reply = toReply(outcomes, isBatch);
  return { ...reply, headers: { ...reply.headers, ...(await cookieOf(runtime, principal, kept)) } };
}

/**
 * The caller's login has another id since: the browser gets it with the same reply, and stays
 * signed in.
 */
async function cookieOf(
  runtime: Runtime,
  principal: Principal | null,
  { sessionId }: { sessionId?: string },
): Promise<Record<string, string>> {
  if (principal === null || sessionId === undefined) return {};
  return { "set-cookie": await runtime.sessionCookie({ userId: principal.userId, sessionId }) };
}

/** A refusal of the whole request, in tRPC's envelope. */
export function trpcRefusal(
  error: DomainError,
  { requestId }: Pick<EndpointRequest, "requestId">,
): object {
  return toEnvelope(error, { requestId, path: undefined });
}

/** The procedures that a request names; "?" stands for each that does not exist. */
export function trpcRoute({ pathname }: URL): string {
  const paths = pathname.slice("/api/trpc/".length).split(",", MAX_BATCH);
  return `/api/trpc/${paths.map((path) => (PROCEDURES.has(path) ? path : "?")).join(",")}`;
}

/** This header would turn every status into a streamed 200 (T3). */
function refuseStreaming({ headers }: IncomingMessage): void {
  if (headers["trpc-accept"] === undefined) return;
  throw refusal(
    "BAD_REQUEST",
    null,
    "Streamed replies are not offered.",
    "Leave the `trpc-accept` header out.",
  );
}

async function answerCall(ctx: Context, call: Call): Promise<Outcome> {
  try {
    return { body: { result: { data: await callProcedure(ctx, call) } }, error: null };
  } catch (thrown) {
    const error = toDomainError(thrown);
    return { body: toEnvelope(error, { requestId: ctx.requestId, path: call.path }), error };
  }
}
