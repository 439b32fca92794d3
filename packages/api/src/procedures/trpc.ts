import type { Scope } from "@pfn/keys";
import type { Context, LedgerContext } from "../common/context";
import { noCredential } from "../common/errors/credential-refusals";
import { DomainError } from "../common/errors/domain-error";
import type { Principal } from "../common/principal";
import type { OpenOperation } from "../ledger/operate";
import type { WriterContext } from "../ledger/operation-request";
import { runOperation } from "../ledger/run-operation";
import { hideUnread, may } from "../ledger/view";
import { type WriteDraft, writeToLedger } from "../ledger/write-to-ledger";
import { admitAdmin, admitKey, admitSession, requireWriter } from "./admit";
import { base, guarded, t } from "./base";
import type { ProcedureDoc } from "./procedure-doc";
import type { ProcedureMeta } from "./procedure-meta";

export const { router, createCallerFactory } = t;

/** Anybody, signed in or not. */
export const publicProcedure = base.meta({ access: { kind: "public" } });

/** A signed-in person; never a key (A3, S4). */
export const sessionProcedure = guarded({ access: { kind: "session" } }, admitSession);

/** A signed-in person whose role is `admin` at this moment (S3). */
export const adminProcedure = guarded({ access: { kind: "session", role: "admin" } }, admitAdmin);

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
