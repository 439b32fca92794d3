import type { IncomingMessage } from "node:http";
import { missingScopes } from "@pfn/keys";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import type { Context } from "../../common/context";
import type { DomainError } from "../../common/errors/domain-error";
import { refusal } from "../../common/errors/refusal";
import { insufficientScope } from "../../common/errors/refusals";
import { toDomainError } from "../../common/errors/to-domain-error";
import { MAX_BATCH } from "../../common/limits/sizes";
import type { Principal } from "../../common/principal";
import type { Runtime } from "../../common/runtime";
import { appRouter } from "../../root";
import { type Call, callProcedure } from "../call-procedure";
import { badlyEncoded, decodePath } from "../decode-path";
import { refusalHeaders } from "../headers";
import { mayCall } from "../may-call";
import { openRequest } from "../open-request";
import { PROCEDURES } from "../procedure-table";
import { parseJson, readJsonBody } from "../read-json-body";
import { refuseCrossSite } from "../refuse-cross-site";
import type { EndpointRequest, Reply } from "../request";

interface Outcome {
  body: object;
  error: DomainError | null;
}

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

interface Named {
  paths: string[];
  isBatch: boolean;
}

/** What the URL alone says, so that calls are counted before a body is read. */
function readPaths({ searchParams, pathname }: URL): Named {
  const isBatch = searchParams.get("batch") === "1";
  const text = decodePath(pathname.slice("/api/trpc/".length));
  if (text === null) throw badlyEncoded();
  const paths = isBatch ? text.split(",", MAX_BATCH + 1) : [text];
  if (paths.length > MAX_BATCH) {
    throw refusal(
      "BAD_REQUEST",
      null,
      `At most ${MAX_BATCH} calls in one batch.`,
      "Split the batch.",
    );
  }
  return { paths, isBatch };
}

async function readInputs(
  { req, url }: EndpointRequest,
  { paths, isBatch }: Named,
): Promise<unknown[]> {
  const body =
    req.method === "POST"
      ? await readJsonBody(req, { maxBytes: maxBytesOf(paths) })
      : readQueryInput(url);
  return isBatch ? paths.map((_, index) => inputAt(body, index)) : [body];
}

/** A file may be larger than other bodies, and then comes alone (T7). */
const maxBytesOf = ([path = "", ...others]: readonly string[]): number | undefined =>
  others.length > 0 ? undefined : PROCEDURES.get(path)?.meta?.doc?.maxBodyBytes;

function readQueryInput(url: URL): unknown {
  const input = url.searchParams.get("input");
  return input === null ? undefined : parseJson(input, "input");
}

/** Batched inputs are an object by position. */
function inputAt(body: unknown, index: number): unknown {
  return typeof body === "object" && body !== null && Object.hasOwn(body, index)
    ? Reflect.get(body, index)
    : undefined;
}

async function answerCall(ctx: Context, call: Call): Promise<Outcome> {
  try {
    return { body: { result: { data: await callProcedure(ctx, call) } }, error: null };
  } catch (thrown) {
    const error = toDomainError(thrown);
    return { body: toEnvelope(error, { requestId: ctx.requestId, path: call.path }), error };
  }
}

function toEnvelope(
  error: DomainError,
  { requestId, path }: { requestId: string; path: string | undefined },
): object {
  const trpcError = getTRPCErrorFromUnknown(
    new TRPCError({ code: error.code, message: error.message, cause: error }),
  );
  const { _config: config } = appRouter._def;
  // The formatter reads nothing of the context but the request id.
  const ctx = { requestId } as Context;
  return {
    error: getTRPCErrorShape({
      config,
      error: trpcError,
      type: "unknown",
      path,
      input: undefined,
      ctx,
    }),
  };
}

function toReply(outcomes: readonly Outcome[], isBatch: boolean): Reply {
  const statuses = new Set(outcomes.map(({ error }) => (error === null ? 200 : error.status)));
  const [only = 200] = statuses;
  const isUniform = statuses.size === 1;
  return {
    status: isUniform ? only : 207,
    body: isBatch ? outcomes.map(({ body }) => body) : outcomes[0]?.body,
    headers: isUniform ? headersOf(outcomes) : {},
  };
}

/** The headers of the first refusal; the challenge for scopes names what any of the calls lacks. */
function headersOf(outcomes: readonly Outcome[]): Record<string, string> {
  const missing = missingScopes(
    [],
    outcomes.flatMap(({ error }) => error?.missingScopes ?? []),
  );
  const error = outcomes[0]?.error;
  return {
    ...(error && refusalHeaders(error)),
    ...(missing.length > 0 && refusalHeaders(insufficientScope(missing))),
  };
}
