import { initTRPC, TRPCError } from "@trpc/server";
import type { Context } from "../common/context";
import { toProblem } from "../common/errors/problem";
import { toDomainError } from "../common/errors/to-domain-error";
import type { Principal } from "../common/principal";
import { type ProcedureMeta, scopesOf } from "./procedure-meta";

export const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    defaultMeta: { access: { kind: "public" } },
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const refusal = toDomainError(error);
      const problem = toProblem(refusal, ctx?.requestId ?? "none");
      return {
        code: shape.code,
        message: refusal.message,
        data: { code: refusal.code, httpStatus: problem.status, path: shape.data.path, problem },
      };
    },
  });

/** Gives every refusal its code, and reports bugs with the request id that the caller sees. */
export const base = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = toDomainError(result.error);
  if (refusal.code === "INTERNAL_SERVER_ERROR") {
    ctx.runtime.log.error({
      event: "procedure.failed",
      requestId: ctx.requestId,
      path,
      err: refusal.cause,
    });
  }
  throw new TRPCError({ code: refusal.code, message: refusal.message, cause: refusal });
});

/** One middleware for all: lets in whom `admit` returns, and narrows `ctx.principal` to it. */
export const guarded = <P extends Principal>(meta: ProcedureMeta, admit: (ctx: Context) => P) =>
  base
    .meta(meta)
    .use(({ ctx, next }) =>
      next({ ctx: { principal: admit(ctx), requiredScopes: scopesOf(meta.access) } }),
    );
