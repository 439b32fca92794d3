import type { AppRouter } from "@pfn/api";
import { TRPCClientError } from "@trpc/client";

/** A failed call in words for a person. */
export interface Failure {
  code: string;
  /** What went wrong. */
  message: string;
  /** What to do next. */
  nextStep: string;
  /** To find the call in the server's log; null when the server was not reached. */
  requestId: string | null;
  /** Complaints by dotted path of the field, for the form to show beside its inputs. */
  fields: Record<string, string>;
}

const UNREACHABLE: Failure = {
  code: "UNREACHABLE",
  message: "The server cannot be reached.",
  nextStep: "Check your connection and try again.",
  requestId: null,
  fields: {},
};

/**
 * Describes what a call threw. An error that does not come from the server is described as a lost
 * connection.
 *
 * @example readFailure(error).fields["current"] // "Not your password. Type the password you sign
 *   in with."
 */
export function readFailure(error: unknown): Failure {
  const problem = isAnswered(error) ? error.data?.problem : undefined;
  if (problem === undefined) return UNREACHABLE;
  const { code, detail, requestId, path, hint, retryable } = problem;
  const later = retryable
    ? "Wait a moment and try again."
    : "Try again; if it keeps happening, the server’s log says why.";
  const nextStep = hint ?? later;
  const named =
    problem.errors ?? (path ? [{ path, detail: [detail, hint].filter(Boolean).join(" ") }] : []);
  const fields = Object.fromEntries(
    named
      .filter((field) => field.path !== "")
      .map((field) => [field.path, toSentence(field.detail)]),
  );
  return { code, message: toSentence(detail), nextStep, requestId, fields };
}

function isAnswered(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

/** Messages for programs begin with the field's name in backticks, which a form shows already. */
function toSentence(detail: string): string {
  const text = detail.replace(/^`[^`]*`: /, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
