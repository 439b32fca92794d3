import { PfnError } from "./pfn-error";
import { toPfnError } from "./to-pfn-error";

/** What a call was made with: input and options, as tRPC's client takes them. */
type Arguments = [input?: unknown, options?: { signal?: AbortSignal }];

/**
 * The longest input of a query, in characters of the URL. Servers and proxies accept request lines of about 8,000; the rest is for host and
 * path.
 */
export const MAX_QUERY_LENGTH = 7_000;

/**
 * The same tRPC client, whose calls reject with {@link PfnError} and nothing else. tRPC offers no place to choose the class of a rejection
 * (its links may only pass on a `TRPCClientError`), so this goes around the client, step by step along `client.accounts.list.query`.
 */
export function withPfnErrors<T extends object>(client: T, origin: string): T {
  return follow(client, { origin, name: "" });
}

function follow<T extends object>(node: T, at: { origin: string; name: string }): T {
  return new Proxy(node, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? follow(value, { ...at, name: String(property) }) : value;
    },
    apply: (target, self, args: Arguments) => {
      // Only functions have an apply trap.
      const call = target as unknown as (...args: Arguments) => Promise<unknown>;
      return answer(() => Reflect.apply(call, self, args), { ...at, args });
    },
  });
}

async function answer(
  send: () => Promise<unknown>,
  call: { origin: string; name: string; args: Arguments },
): Promise<unknown> {
  const [input, options] = call.args;
  const isQuery = call.name === "query";
  refuseUnsendable(input, isQuery);
  try {
    return await send();
  } catch (thrown) {
    const isRepeatable = isQuery || hasIdempotencyKey(input);
    throw toPfnError(thrown, { origin: call.origin, isRepeatable, signal: options?.signal });
  }
}

/** Before tRPC sees it: inside a batch an input like these would fail where nobody can catch it, or take its neighbours along. */
function refuseUnsendable(input: unknown, isQuery: boolean): void {
  const text = serialize(input);
  if (!isQuery || encodeURIComponent(text).length <= MAX_QUERY_LENGTH) return;
  throw new PfnError({
    code: "PAYLOAD_TOO_LARGE",
    status: 0,
    detail: "The input is too long for a query.",
    hint: "Ask for less at once: fewer ids, a shorter text.",
    retryable: false,
  });
}

function serialize(input: unknown): string {
  try {
    return JSON.stringify(input) ?? "";
  } catch (cause) {
    throw new PfnError({
      code: "BAD_REQUEST",
      status: 0,
      detail: "The input cannot be written as JSON.",
      hint: "Send amounts as decimal strings, and no cyclic objects.",
      retryable: false,
      cause,
    });
  }
}

const hasIdempotencyKey = (input: unknown) =>
  typeof input === "object" && input !== null && "idempotencyKey" in input && typeof input.idempotencyKey === "string";
