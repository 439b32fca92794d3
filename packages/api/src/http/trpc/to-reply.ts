import { missingScopes } from "@pfn/keys";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import type { Context } from "../../common/context";
import { insufficientScope } from "../../common/errors/credential-refusals";
import type { DomainError } from "../../common/errors/domain-error";
import { appRouter } from "../../root";
import { refusalHeaders } from "../headers";
import type { Reply } from "../request";

/** What one call of a request came to: its part of the body, and its refusal. */
export interface Outcome {
  body: object;
  error: DomainError | null;
}

/** The reply to a request with these calls. */
export function toReply(outcomes: readonly Outcome[], isBatch: boolean): Reply {
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

/** A refusal in tRPC's envelope; without a path it is of the whole request. */
export function toEnvelope(
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
