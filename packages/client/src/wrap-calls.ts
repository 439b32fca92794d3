import type { UnkeyedWrite } from "./api-types";
import { PfnError } from "./pfn-error";
import { type RetryOptions, sendRepeatedly } from "./retry";
import type { System } from "./system";
import { toPfnError } from "./to-pfn-error";

/** What a call was made with: input and options, as tRPC's client takes them. */
type Arguments = [input?: unknown, options?: { signal?: AbortSignal | undefined }];

/** What all calls of a client have in common. */
export interface Surroundings {
  origin: string;
  retry: Required<RetryOptions>;
  system: System;
}

/**
 * The longest input of a query, in characters of the URL. Servers and proxies accept request lines
 * of about 8,000; the rest is for host and path.
 */
export const MAX_QUERY_LENGTH = 7_000;

/**
 * Writes that know no idempotency key: they are sent as they are, once. The compiler asks for each
 * of them here.
 */
const UNKEYED: Readonly<Record<UnkeyedWrite, true>> = { "imports.preview": true };

/**
 * The same tRPC client, whose writes all carry an idempotency key, whose calls are repeated while
 * that helps, and reject with {@link PfnError} and nothing else. tRPC offers no place to choose the
 * class of a rejection (its links may only pass on a `TRPCClientError`), so this goes around the
 * client, step by step along `client.accounts.list.query`.
 */
export function wrapCalls<T extends object>(client: T, surroundings: Surroundings): T {
  return follow(client, [], surroundings);
}

function follow<T extends object>(node: T, path: readonly string[], surroundings: Surroundings): T {
  return new Proxy(node, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function"
        ? follow(value, [...path, String(property)], surroundings)
        : value;
    },
    apply: (target, self, args: Arguments) => {
      // Only functions have an apply trap.
      const call = target as unknown as (...args: Arguments) => Promise<unknown>;
      return answer((...sent) => Reflect.apply(call, self, sent), { path, args, ...surroundings });
    },
  });
}

interface Call extends Surroundings {
  /** E.g. `["accounts", "list", "query"]`. */
  path: readonly string[];
  args: Arguments;
}

async function answer(
  send: (...args: Arguments) => Promise<unknown>,
  call: Call,
): Promise<unknown> {
  const { path, args, origin, retry, system } = call;
  const [given, options] = args;
  const isQuery = path.at(-1) === "query";
  refuseUnsendable(given, isQuery);
  const input =
    isQuery || Object.hasOwn(UNKEYED, path.slice(0, -1).join(".")) ? given : withKey(given, system);
  const idempotencyKey = readKey(input);
  const isRepeatable = isQuery || idempotencyKey !== undefined;
  const failed = { origin, isRepeatable, idempotencyKey, signal: options?.signal, now: system.now };
  return sendRepeatedly({
    retry: isRepeatable ? retry : { ...retry, attempts: 1 },
    system,
    signal: options?.signal,
    send: () => send(input, options),
    toError: (thrown) => toPfnError(thrown, failed),
  });
}

/**
 * Before tRPC sees it: inside a batch an input like these would fail where nobody can catch it, or
 * take its neighbours along.
 */
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

/** An input that is no object is left alone: the server will say what is wrong with it. */
function withKey(input: unknown, { newIdempotencyKey }: System): unknown {
  if (input === undefined) return { idempotencyKey: newIdempotencyKey() };
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  if ("idempotencyKey" in input && input.idempotencyKey !== undefined) return input;
  return { ...input, idempotencyKey: newIdempotencyKey() };
}

function readKey(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("idempotencyKey" in input)) return undefined;
  return typeof input.idempotencyKey === "string" ? input.idempotencyKey : undefined;
}
