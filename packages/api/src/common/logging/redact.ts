import { maskSecrets } from "./mask-secrets";

/** Field names, in lower case without `-` and `_`, whose values never reach a log line. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  // Secrets (L2).
  "authorization",
  "cookie",
  "setcookie",
  "password",
  "passwordhash",
  "current",
  "next",
  "secret",
  "token",
  "key",
  "hash",
  "invitation",
  // Where errors of the database show rows and values: people's own data (L3).
  "detail",
  "where",
  "parameters",
  "params",
  "query",
  "internalquery",
]);

const REDACTED = "[redacted]";
const MAX_DEPTH = 8;
const MAX_ITEMS = 100;
const MAX_TEXT_CHARS = 8_000;

/** What one line may still take: values, and characters of text. */
interface Budget {
  values: number;
  chars: number;
}

/**
 * A copy of what is to be logged that is fit to be written: without the values of fields that are
 * named like secrets, at any depth; with what looks like a secret masked in every text; bounded in
 * depth and size; with errors as plain objects, causes included. Never throws, even if a getter or
 * a proxy does, and never changes what it was given.
 *
 * @example redact({ event: "x", request: { headers: { cookie: "a=b" } } }) // … cookie:
 *   "[redacted]"
 */
export const redact = (value: unknown): unknown =>
  safely(() => copy(value, { values: 1_000, chars: 50_000 }, 0));

function copy(value: unknown, left: Budget, depth: number): unknown {
  if (typeof value === "string") return copyText(value, left);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return `[${typeof value}]`;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[more]";
  if (value instanceof Error) return copyError(value, left, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return copyText(value.href, left);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  if (Array.isArray(value)) return copyList(value, left, depth);
  return copyFields(value, left, depth);
}

/** Masked before it is cut: half a secret no longer looks like one. */
function copyText(text: string, left: Budget): string {
  if (left.chars <= 0) return "…";
  const masked = maskSecrets(text);
  const kept = masked.slice(0, Math.min(MAX_TEXT_CHARS, left.chars));
  left.chars -= kept.length;
  return kept.length === masked.length ? kept : `${kept}…`;
}

function copyList(list: readonly unknown[], left: Budget, depth: number): unknown[] {
  const kept = list.slice(0, MAX_ITEMS).map((item) => safely(() => copyOne(item, left, depth)));
  return list.length > kept.length ? [...kept, `[${list.length - kept.length} more]`] : kept;
}

function copyFields(from: object, left: Budget, depth: number): Record<string, unknown> {
  const names = safely(() => Object.keys(from).slice(0, MAX_ITEMS));
  if (!Array.isArray(names)) return { unreadable: true };
  return Object.fromEntries(
    names.map((name) => {
      // What must not be written is not even read.
      const isLeftOut = LEFT_OUT.has(name.toLowerCase().replace(/[-_]/g, ""));
      return [
        copyText(name, left),
        isLeftOut ? REDACTED : safely(() => copyOne(Reflect.get(from, name), left, depth)),
      ];
    }),
  );
}

function copyOne(value: unknown, left: Budget, depth: number): unknown {
  left.values -= 1;
  return left.values < 0 ? "[more]" : copy(value, left, depth + 1);
}

function copyError(error: Error, left: Budget, depth: number): Record<string, unknown> {
  const own = (name: "message" | "stack" | "cause") =>
    safely(() => copyOne(error[name], left, depth));
  return {
    type: safely(() => copyOne(error.constructor.name, left, depth)),
    message: own("message"),
    stack: own("stack"),
    ...copyFields(error, left, depth),
    ...(Object.hasOwn(error, "cause") && { cause: own("cause") }),
    ...(error instanceof AggregateError && {
      errors: safely(() => copyOne(error.errors, left, depth)),
    }),
  };
}

function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return "[unreadable]";
  }
}
