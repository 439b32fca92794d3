import { callTRPCProcedure } from "@trpc/server";
import type { Context } from "../common/context";
import { closest } from "../common/errors/closest";
import { refusal } from "../common/errors/refusal";
import { methodNotSupported } from "../common/errors/refusals";
import { toDomainError } from "../common/errors/to-domain-error";
import { appRouter } from "../root";
import { PROCEDURES } from "./procedure-table";

/** One call as a endpoint has read it: the input is what the caller sent, parsed by nobody yet. */
export interface Call {
  path: string;
  type: "query" | "mutation";
  input: unknown;
}

/**
 * Calls a procedure by its path: the one way in for every endpoint. Only what the router itself
 * holds is a procedure, and each is reached by its own type alone.
 *
 * @throws DomainError for every failure
 */
export async function callProcedure(ctx: Context, { path, type, input }: Call): Promise<unknown> {
  try {
    refuseWrongCall(path, type);
    return await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: async () => input,
      ctx,
      type,
      signal: undefined,
      batchIndex: 0,
    });
  } catch (thrown) {
    const error = toDomainError(thrown);
    ctx.runtime.metrics.refused(error);
    throw error;
  }
}

function refuseWrongCall(path: string, type: Call["type"]): void {
  const procedure = PROCEDURES.get(path);
  if (procedure === undefined) {
    const near = closest(path, [...PROCEDURES.keys()]);
    const hint =
      near === undefined ? "Check the path for a typing error." : `Did you mean \`${near}\`?`;
    throw refusal("NOT_FOUND", null, "No such procedure.", hint);
  }
  if (procedure.type === type) return;
  throw methodNotSupported(
    [procedure.type === "query" ? "GET" : "POST"],
    `This call is a ${procedure.type}.`,
    "Queries are GET, mutations are POST.",
  );
}
