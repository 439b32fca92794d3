import { expandScopes, missingScopes, SCOPE_INFO, type Scope } from "@pfn/keys";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Context, LedgerContext } from "../common/context";
import { DomainError } from "../common/errors/domain-error";
import { toProblem } from "../common/errors/problem";
import { refusal } from "../common/errors/refusal";
import {
  adminRequired,
  insufficientScope,
  noCredential,
  sessionRequired,
} from "../common/errors/refusals";
import { toDomainError } from "../common/errors/to-domain-error";
import type { KeyPrincipal, Principal, SessionPrincipal } from "../common/principal";
import type { OpenOperation } from "../ledger/operate";
import type { WriterContext } from "../ledger/operation-request";
import { runOperation } from "../ledger/run-operation";
import { hideUnread, may } from "../ledger/view";
import { type WriteDraft, writeToLedger } from "../ledger/write-to-ledger";
import type { ProcedureDoc } from "./procedure-doc";

/**
 * Who may call a procedure. Written into its metadata and compared with the committed access table
 * (A1).
 */
export type Access =
  | { kind: "public" }
  | { kind: "session"; role?: "admin" }
  /** `scope: null` = any valid key. */
  | { kind: "key"; scope: Scope | null }
  | { kind: "ledger"; scope: Scope | null };

export interface ProcedureMeta {
  access: Access;
  /** True when the procedure writes to the ledger, and so runs inside one operation. */
  writes?: true;
  /** True when the procedure stops somebody, and so waits for nobody's long write (K6). */
  isUrgent?: true;
  /**
   * What the endpoints for programs tell about it. Every procedure that a key reaches has one: its
   * constructor takes no less.
   */
  doc?: ProcedureDoc;
}

const t = initTRPC
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

export const { router, createCallerFactory } = t;

/** Gives every refusal its code, and reports bugs with the request id that the caller sees. */
const base = t.procedure.use(async ({ ctx, path, next }) => {
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
const guarded = <P extends Principal>(meta: ProcedureMeta, admit: (ctx: Context) => P) =>
  base
    .meta(meta)
    .use(({ ctx, next }) =>
      next({ ctx: { principal: admit(ctx), requiredScopes: scopesOf(meta.access) } }),
    );

const scopesOf = (access: Access): Set<Scope> =>
  new Set("scope" in access && access.scope !== null ? [access.scope] : []);

/** Anybody, signed in or not. */
export const publicProcedure = base.meta({ access: { kind: "public" } });

/** A signed-in person; never a key (A3, S4). */
export const sessionProcedure = guarded({ access: { kind: "session" } }, admitSession);

/** A signed-in person whose role is `admin` at this moment (S3). */
export const adminProcedure = guarded({ access: { kind: "session", role: "admin" } }, (ctx) => {
  const principal = admitSession(ctx);
  if (principal.role === "admin") return principal;
  throw adminRequired();
});

/** From the first statement on: what it looks up before it writes must not wait either. */
const urgently = t.middleware(({ ctx, next }) => ctx.runtime.database.urgently(() => next()));

/**
 * A signed-in person who stops a key, a login, or what either may do: heard at once, even if
 * somebody writes (K6).
 */
export const urgentSessionProcedure = sessionProcedure
  .meta({ access: { kind: "session" }, isUrgent: true })
  .use(urgently);

/** The same for an administrator. */
export const urgentAdminProcedure = adminProcedure
  .meta({ access: { kind: "session", role: "admin" }, isUrgent: true })
  .use(urgently);

/**
 * What leaves is cut to what the caller's scopes read: answers by the marks in their schemas,
 * refusals by their own.
 */
const told = t.middleware(async ({ ctx: { principal }, path, next }) => {
  const result = await next();
  if (principal === null) return result;
  if (result.ok) hideUnread(path, principal, result.data);
  else if (result.error.cause instanceof DomainError)
    throw result.error.cause.toldTo((scope) => may(principal, scope));
  return result;
});

/** What a domain function gets of a call on a ledger: ways to read, and none to write. */
const readersOf = ({ db, runtime }: Context): Pick<LedgerContext, "db" | "runtime"> => ({
  db,
  runtime,
});

/** An integration key that holds `scope`; null: any valid key. */
export const apiKeyProcedure = (scope: Scope | null, doc: ProcedureDoc) =>
  guarded({ access: { kind: "key", scope }, doc }, (ctx) => {
    if (ctx.principal?.kind === "key") return admitKey(ctx, ctx.principal, scope);
    throw noCredential();
  }).use(({ ctx, next }) => next({ ctx: readersOf(ctx) }));

const ledgerCall = (scope: Scope | null, meta: Pick<ProcedureMeta, "doc" | "writes">) =>
  guarded<Principal>({ access: { kind: "ledger", scope }, ...meta }, (ctx) => {
    if (ctx.principal === null) throw noCredential();
    return ctx.principal.kind === "key" ? admitKey(ctx, ctx.principal, scope) : ctx.principal;
  }).use(told);

/** The ledger's owner, or a key that holds `scope`; null: any valid key. It reads. */
export const ledgerProcedure = (scope: Scope | null, doc: ProcedureDoc) =>
  ledgerCall(scope, { doc }).use(({ ctx, next }) => next({ ctx: readersOf(ctx) }));

/** The same for a call that keeps a draft, which is no part of the books. */
export const draftProcedure = (scope: Scope | null, doc: ProcedureDoc) =>
  ledgerCall(scope, { doc }).use(({ ctx, next }) => {
    const { ledgerId } = ctx.principal;
    const writeDraft: WriteDraft = (options, work) =>
      writeToLedger(ctx, { ledgerId, ...options }, work);
    return next({ ctx: { ...readersOf(ctx), writeDraft } });
  });

/**
 * A write to the ledger, by its owner or a key that holds `scope`. Its handler is `operate(…)`: one
 * operation in the log, with trial run, safe repetition and undo.
 */
export const ledgerWriteProcedure = (scope: Scope | null, doc: ProcedureDoc) =>
  ledgerCall(scope, { writes: true, doc }).use(({ ctx, path, next }) =>
    next({ ctx: { ...readersOf(ctx), openOperation: openerOf(ctx, path, scope) } }),
  );

/**
 * A write to the ledger that only its owner does, signed in; else like {@link
 * ledgerWriteProcedure}.
 */
export const sessionWriteProcedure = sessionProcedure
  .meta({ access: { kind: "session" }, writes: true })
  .use(({ ctx, path, next }) =>
    next({ ctx: { ...readersOf(ctx), openOperation: openerOf(ctx, path, null) } }),
  );

const openerOf =
  (ctx: WriterContext, procedure: string, scope: Scope | null): OpenOperation =>
  (input, { work, options }) =>
    runOperation(
      ctx,
      { procedure, scope, input },
      {
        options,
        work: (operation, asked) => {
          requireWriter(ctx);
          return work(operation, asked);
        },
      },
    );

function admitSession({ principal }: Context): SessionPrincipal {
  if (principal?.kind === "session") return principal;
  throw sessionRequired();
}

/**
 * What needs no scope of its own still is no call for a key that only reads: it changes nothing at
 * all (A5).
 */
function requireWriter({ principal, runtime }: WriterContext): void {
  if (principal.kind === "session" || principal.scopes.some((scope) => isWriting(scope))) return;
  runtime.keyUse.refused(principal.keyId);
  throw refusal(
    "FORBIDDEN",
    null,
    "This key only reads.",
    "Ask the ledger's owner for a key with a scope that writes.",
  );
}

const isWriting = (scope: Scope): boolean => SCOPE_INFO[scope].kind === "write";

function admitKey(
  { runtime }: Context,
  principal: KeyPrincipal,
  scope: Scope | null,
): KeyPrincipal {
  if (scope === null || expandScopes(principal.scopes).has(scope)) return principal;
  runtime.keyUse.refused(principal.keyId);
  throw insufficientScope(missingScopes(principal.scopes, [scope]));
}
