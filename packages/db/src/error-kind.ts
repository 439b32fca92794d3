/**
 * What a caller can do about a database error: wait (`unavailable`), read the latest state
 * (`conflict`), or correct the value (`invalid`).
 */
export type DatabaseErrorKind = "unavailable" | "conflict" | "invalid";

/**
 * Codes of Prisma, PostgreSQL and Node for a database that cannot be reached, or that has no
 * connection, lock or time left.
 */
const UNAVAILABLE_CODES = new Set([
  ...[
    "P1000",
    "P1001",
    "P1002",
    "P1003",
    "P1008",
    "P1010",
    "P1011",
    "P1017",
    "P2024",
    "P2028",
    "P2037",
  ],
  ...["25006", "25P03", "25P04", "3D000", "55P03", "57014"],
  ...[
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "EPIPE",
    "ETIMEDOUT",
  ],
]);
/**
 * Classes of SQLSTATE: connection, authorization, resources, operator intervention, system error.
 */
const UNAVAILABLE_CLASSES = /^(08|28|53|57P|58)[0-9A-Z]+$/;
/** The connection pool reports these without a code. */
const UNAVAILABLE_MESSAGES = [
  "timeout exceeded when trying to connect",
  "Connection terminated",
  "Query read timeout",
  "Client has encountered a connection error",
  "Cannot use a pool after calling end",
];

const RETRYABLE = ["P2034", "40001", "40P01"];
const CONFLICT_CODES = new Set([
  ...RETRYABLE,
  "P2002",
  "P2003",
  "23001",
  "23503",
  "23505",
  "23P01",
]);
const INVALID_CLASSES = /^2[23][0-9A-Z]{3}$/;

/**
 * Sorts an error of this package, or an error that one caused. `unavailable`: the database cannot
 * be reached or was too slow (F1). `conflict`: a unique key, a foreign key or another transaction
 * is in the way. `invalid`: the database refuses a value (I4). Null: not a database error, or one
 * that only developers can act on.
 */
export function databaseErrorKind(thrown: unknown): DatabaseErrorKind | null {
  for (const error of nestedErrors(thrown)) {
    const kind =
      kindOf(read(error, "code")) ??
      kindOf(read(error, "originalCode")) ??
      kindOfMessage(read(error, "message"));
    if (kind) return kind;
  }
  return null;
}

/** Whether another transaction was in the way, so that a second try may succeed (F4). */
export function isRetryable(thrown: unknown): boolean {
  const codes = nestedErrors(thrown).flatMap((error) => [
    read(error, "code"),
    read(error, "originalCode"),
  ]);
  return RETRYABLE.some((code) => codes.includes(code));
}

function kindOf(code: unknown): DatabaseErrorKind | null {
  if (typeof code !== "string") return null;
  if (UNAVAILABLE_CODES.has(code) || UNAVAILABLE_CLASSES.test(code)) return "unavailable";
  if (CONFLICT_CODES.has(code)) return "conflict";
  return INVALID_CLASSES.test(code) ? "invalid" : null;
}

function kindOfMessage(message: unknown): DatabaseErrorKind | null {
  if (typeof message !== "string") return null;
  return UNAVAILABLE_MESSAGES.some((start) => message.startsWith(start)) ? "unavailable" : null;
}

/**
 * The error and the errors it wraps, outermost first. The depth is limited, because a chain of
 * causes may be a circle.
 */
function nestedErrors(thrown: unknown, depth = 0): unknown[] {
  if (typeof thrown !== "object" || thrown === null || depth > 5) return [];
  const inner = [read(read(thrown, "meta"), "driverAdapterError"), read(thrown, "cause")];
  return [thrown, ...inner.flatMap((error) => nestedErrors(error, depth + 1))];
}

function read(from: unknown, key: string): unknown {
  return typeof from === "object" && from !== null ? Reflect.get(from, key) : undefined;
}
