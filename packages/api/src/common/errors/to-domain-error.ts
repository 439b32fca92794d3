import { databaseErrorKind } from "@pfn/db";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { DomainError } from "./domain-error";
import { fromZodError } from "./input-errors";
import { unavailable } from "./refusals";

/**
 * The one place where anything thrown becomes something a caller may read (T5). Unknown errors
 * become a bare 500: their own message never leaves the process.
 */
export function toDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  if (thrown instanceof TRPCError) return fromTrpcError(thrown);
  return fromDatabaseError(thrown) ?? internalError(thrown);
}

function fromTrpcError(error: TRPCError): DomainError {
  if (error.cause instanceof DomainError) return error.cause;
  if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError)
    return fromZodError(error.cause);
  if (error.code === "NOT_FOUND") {
    return new DomainError("NOT_FOUND", "No such procedure.", {
      hint: "Check the path for a typing error.",
      cause: error,
    });
  }
  if (error.code === "METHOD_NOT_SUPPORTED") {
    return new DomainError("METHOD_NOT_SUPPORTED", "Queries are GET, mutations are POST.", {
      cause: error,
    });
  }
  return fromDatabaseError(error.cause) ?? internalError(error);
}

function fromDatabaseError(thrown: unknown): DomainError | null {
  const kind = databaseErrorKind(thrown);
  if (kind === "unavailable") return unavailable(thrown);
  if (kind === "conflict") {
    return new DomainError("CONFLICT", "Something else changed or holds what this call needs.", {
      hint: "Read the latest state and try again.",
      cause: thrown,
    });
  }
  if (kind === "invalid") {
    return new DomainError("BAD_REQUEST", "A value cannot be stored.", {
      hint: "Check texts for unusual characters.",
      cause: thrown,
    });
  }
  return null;
}

/** A bug: nothing of it is told. */
export const internalError = (cause?: unknown) =>
  new DomainError("INTERNAL_SERVER_ERROR", "Something went wrong on the server.", {
    hint: "Report this with the request id; the details are in the server's log.",
    cause,
  });
