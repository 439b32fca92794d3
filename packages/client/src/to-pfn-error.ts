import type { AppRouter, Problem } from "@pfn/api";
import { TRPCClientError } from "@trpc/client";
import { PfnError } from "./pfn-error";
import { ForeignReply, NoReply, Reply } from "./send-request";

/** What is known about a call that failed. */
export interface FailedCall {
  origin: string;
  /** A read, or a write with an idempotency key: sending it twice is the same as once. */
  isRepeatable: boolean;
  signal: AbortSignal | undefined;
}

/** Whatever tRPC's client rejected with, as the one error that callers meet. */
export function toPfnError(thrown: unknown, call: FailedCall): PfnError {
  const refusal = thrown instanceof TRPCClientError ? readRefusal(thrown) : null;
  if (refusal !== null) return refusal;
  if (call.signal?.aborted === true) return aborted(call);
  const cause = thrown instanceof TRPCClientError ? thrown.cause : thrown;
  if (cause instanceof NoReply) return noReply(cause, call);
  return unexpectedReply(cause, call);
}

/** The server's own account of a refusal, if this is one. */
function readRefusal({ data, meta }: TRPCClientError<AppRouter>): PfnError | null {
  const problem: unknown = isObject(data) ? data["problem"] : undefined;
  if (!isObject(problem)) return null;
  const { code, detail, status } = problem;
  if (typeof code !== "string" || typeof detail !== "string" || typeof status !== "number") return null;
  // Those three make it a problem; the server's contract vouches for the optional rest.
  const { type: _type, title: _title, ...fields } = problem as unknown as Problem;
  return new PfnError({ ...fields, ...readRetryAfter(meta) });
}

/** Seconds, as pfn sends them; a date, as a proxy may send it, tells nothing here. */
function readRetryAfter(meta: Record<string, unknown> | undefined): { retryAfterSeconds?: number } {
  const reply = meta?.["response"];
  const text = reply instanceof Reply ? reply.headers.get("retry-after") : null;
  return text !== null && /^\d{1,6}$/.test(text) ? { retryAfterSeconds: Number(text) } : {};
}

function noReply({ cause }: NoReply, { origin, isRepeatable }: FailedCall): PfnError {
  const reason = systemCode(cause);
  return new PfnError({
    code: "NETWORK",
    status: 0,
    detail: `No answer from ${origin}${reason === null ? "" : ` (${reason})`}.`,
    hint: isRepeatable ? "Check that pfn runs and can be reached there, and send the call again." : REPEAT_WITH_CARE,
    retryable: isRepeatable,
    cause,
  });
}

function aborted({ signal, isRepeatable }: FailedCall): PfnError {
  const reason: unknown = signal?.reason;
  const isTimeout = reason instanceof Error && reason.name === "TimeoutError";
  return new PfnError({
    code: "ABORTED",
    status: 0,
    detail: isTimeout ? "The call took longer than its signal allows." : "The call was aborted by its signal.",
    ...(isRepeatable ? {} : { hint: REPEAT_WITH_CARE }),
    retryable: isRepeatable,
    cause: reason,
  });
}

function unexpectedReply(cause: unknown, { origin, isRepeatable }: FailedCall): PfnError {
  const { status, location } = cause instanceof ForeignReply ? cause : { status: 0, location: null };
  const target = location !== null && URL.canParse(location, origin) ? new URL(location, origin).origin : null;
  return new PfnError({
    code: "UNEXPECTED_REPLY",
    status,
    detail: `What answers at ${origin} is not pfn${status === 0 ? "" : ` (status ${status})`}.`,
    hint:
      target === null
        ? "Give as `url` the address at which pfn opens in a browser, and check what stands between here and there."
        : `It redirects to ${target}: if that is pfn, give it as \`url\`.`,
    retryable: status >= 500 && isRepeatable,
    cause,
  });
}

const REPEAT_WITH_CARE =
  "The write may have happened or not: read before you repeat it. With an `idempotencyKey` it can be repeated safely.";

/** `ECONNREFUSED` and the like, which Node puts two causes deep. */
function systemCode(thrown: unknown): string | null {
  const inner: unknown = thrown instanceof Error ? thrown.cause : undefined;
  const code = isObject(inner) ? inner["code"] : undefined;
  return typeof code === "string" ? code : null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
