import type { DomainError, FieldError } from "./domain-error";
import type { DomainErrorCode } from "./error-codes";
import { STATUS } from "./error-codes";

/**
 * The one shape of a refusal, through every endpoint (RFC 9457 problem details plus our members):
 * the body of a REST reply, `error.data.problem` in tRPC, the content of an `isError` result in
 * MCP.
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: DomainErrorCode;
  requestId: string;
  /** What to do about it: the remedy, or what to ask the ledger's owner for. */
  hint?: string;
  /** Dotted path of the field at fault. */
  path?: string;
  /** All refused fields, when there are several. */
  errors?: FieldError[];
  /** Whether the same call may succeed later without being changed. */
  retryable: boolean;
}

/** An error about a row that nobody judged the caller for is not told. */
const plain = ({ path, detail, readWith }: FieldError) =>
  readWith === undefined ? [{ path, detail }] : [];

const RETRYABLE: ReadonlySet<DomainErrorCode> = new Set([
  "TOO_MANY_REQUESTS",
  "SERVICE_UNAVAILABLE",
]);

/** Renders a refusal for the caller. `requestId` is the server's own. */
export function toProblem(error: DomainError, requestId: string): Problem {
  const { status, title } = STATUS[error.code];
  return {
    type: "about:blank",
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.errors === undefined ? {} : { errors: error.errors.flatMap(plain) }),
    retryable: RETRYABLE.has(error.code),
  };
}
