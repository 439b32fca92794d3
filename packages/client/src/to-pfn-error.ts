import { TRPCClientError } from "@trpc/client";
import { PfnError, type PfnErrorFields } from "./pfn-error";
import { ForeignReply, NoReply, Reply } from "./send-request";

/** What is known about a call that failed. */
export interface FailedCall {
  origin: string;
  /** A read, or a write with an idempotency key: sending it twice is the same as once. */
  isRepeatable: boolean;
  /** What a write was sent with. */
  idempotencyKey: string | undefined;
  signal: AbortSignal | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Any rejection of tRPC's client, as the one error that callers meet. */
export function toPfnError(thrown: unknown, call: FailedCall): PfnError {
  const { idempotencyKey } = call;
  return new PfnError({
    ...describe(thrown, call),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}

function describe(thrown: unknown, call: FailedCall): PfnErrorFields {
  const refusal = thrown instanceof TRPCClientError ? readRefusal(thrown, call) : null;
  if (refusal !== null) return refusal;
  if (call.signal?.aborted === true) return aborted(call);
  const cause = thrown instanceof TRPCClientError ? thrown.cause : thrown;
  if (cause instanceof NoReply) return noReply(cause, call);
  return unexpectedReply(cause, call);
}

/** The server's own account of a refusal, if this is one. */
function readRefusal(
  { data, meta }: TRPCClientError<never>,
  { now }: FailedCall,
): PfnErrorFields | null {
  const problem: unknown = isObject(data) ? data["problem"] : undefined;
  if (!isObject(problem)) return null;
  const { code, detail, status } = problem;
  if (typeof code !== "string" || typeof detail !== "string" || typeof status !== "number")
    return null;
  // Those three make it a problem; the server's contract vouches for the optional rest.
  const {
    type: _type,
    title: _title,
    ...fields
  } = problem as unknown as PfnErrorFields & { type: unknown; title: unknown };
  const reply = meta?.["response"];
  return { ...fields, ...(reply instanceof Reply && readRetryAfter(reply.headers, now())) };
}

/** RFC 9110, 10.2.3: seconds, as pfn sends them, or a date, as a proxy may. */
function readRetryAfter(headers: Headers, now: number): { retryAfterSeconds?: number } {
  const text = headers.get("retry-after") ?? "";
  if (/^\d{1,9}$/.test(text)) return { retryAfterSeconds: Number(text) };
  const at = Date.parse(text);
  return Number.isNaN(at) ? {} : { retryAfterSeconds: Math.max(0, Math.ceil((at - now) / 1_000)) };
}

function noReply(
  { cause }: NoReply,
  { origin, isRepeatable, idempotencyKey }: FailedCall,
): PfnErrorFields {
  const reason = systemCode(cause);
  return {
    code: "NETWORK",
    status: 0,
    detail: `No answer from ${origin}${reason === null ? "" : ` (${reason})`}.`,
    hint:
      "Check that pfn runs and can be reached there. " +
      `${howToRepeat({ isRepeatable, idempotencyKey })}`,
    retryable: isRepeatable,
    cause,
  };
}

function aborted({ signal, isRepeatable, idempotencyKey }: FailedCall): PfnErrorFields {
  const reason: unknown = signal?.reason;
  const isTimeout = reason instanceof Error && reason.name === "TimeoutError";
  return {
    code: "ABORTED",
    status: 0,
    detail: isTimeout
      ? "The call took longer than its signal allows."
      : "The call was aborted by its signal.",
    ...(isRepeatable && idempotencyKey === undefined
      ? {}
      : { hint: howToRepeat({ isRepeatable, idempotencyKey }) }),
    retryable: isRepeatable,
    cause: reason,
  };
}

function unexpectedReply(
  cause: unknown,
  { origin, isRepeatable, now }: FailedCall,
): PfnErrorFields {
  const { status, headers } =
    cause instanceof ForeignReply ? cause : { status: 0, headers: new Headers() };
  const location = headers.get("location");
  const target =
    location !== null && URL.canParse(location, origin) ? new URL(location, origin).origin : null;
  return {
    code: "UNEXPECTED_REPLY",
    status,
    detail: `What answers at ${origin} is not pfn${status === 0 ? "" : ` (status ${status})`}.`,
    hint:
      target === null
        ? "Give as `url` the address at which pfn opens in a browser, and check what " +
          "stands between here and there."
        : `It redirects to ${target}: if that is pfn, give it as \`url\`.`,
    retryable: status >= 500 && isRepeatable,
    ...readRetryAfter(headers, now()),
    cause,
  };
}

function howToRepeat({
  isRepeatable,
  idempotencyKey,
}: Pick<FailedCall, "isRepeatable" | "idempotencyKey">): string {
  if (!isRepeatable) return "The write may have happened or not: read before you repeat it.";
  if (idempotencyKey === undefined) return "Then send the call again.";
  return (
    "The write may have happened or not: send it again with this error's `idempotencyKey`, " +
    "and it happens once."
  );
}

/** `ECONNREFUSED` and the like, which Node puts two causes deep. */
function systemCode(thrown: unknown): string | null {
  const inner: unknown = thrown instanceof Error ? thrown.cause : undefined;
  const code = isObject(inner) ? inner["code"] : undefined;
  return typeof code === "string" ? code : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
