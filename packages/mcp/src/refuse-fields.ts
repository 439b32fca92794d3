import { DomainError } from "@pfn/api/http";

interface FieldError {
  path: string;
  detail: string;
}

/**
 * The most fields that a refusal describes, so that its size does not grow with what was sent.
 */
const MAX_SHOWN = 20;

/** A refused input that names its fields, in the shape in which procedures refuse theirs. */
export function refuseFields(
  code: "BAD_REQUEST" | "NOT_FOUND",
  errors: readonly FieldError[],
): DomainError {
  const shown = errors.slice(0, MAX_SHOWN);
  const [first = { path: "", detail: "is not valid." }] = shown;
  return new DomainError(code, `\`${first.path}\`: ${first.detail}`, {
    path: first.path,
    hint: "Correct the named field and send the call again; nothing was changed.",
    errors: shown,
  });
}
