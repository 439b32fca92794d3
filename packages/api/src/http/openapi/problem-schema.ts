import { z } from "zod";
import { type DomainErrorCode, STATUS } from "../../common/errors/error-codes";
import type { Problem } from "../../common/errors/problem";

/** The problem object as a schema; one that no longer fits the type does not compile. */
export const ProblemSchema: z.ZodType<Problem> = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What was refused, and why."),
    code: z.enum(codes()),
    requestId: z
      .string()
      .describe("The server's id of this request; quote it when you report something."),
    hint: z
      .string()
      .describe("What to do about it: the remedy, or what to ask the ledger's owner for.")
      .exactOptional(),
    path: z.string().describe("Dotted path of the field at fault.").exactOptional(),
    errors: z
      .array(z.object({ path: z.string(), detail: z.string() }))
      .describe("All refused fields, when there are several.")
      .exactOptional(),
    retryable: z
      .boolean()
      .describe("Whether the same call may succeed later without being changed."),
  })
  .describe("A refusal (RFC 9457).");

function codes(): DomainErrorCode[] {
  // Object.keys forgets what the table's type knows.
  return Object.keys(STATUS) as DomainErrorCode[];
}
