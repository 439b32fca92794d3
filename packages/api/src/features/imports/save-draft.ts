import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { newId } from "../../common/ids";
import { DAY_MS } from "../../common/time/lengths";
import { yieldToEventLoop } from "../../common/yield-to-event-loop";
import { chunk, jsonSql, ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { WriteDraft } from "../../ledger/write-to-ledger";
import { MAX_COMMITTED } from "./commit-schema";
import type { BadRow } from "./file-part";
import type { IdentifiedRow } from "./identify-rows";
import { NEW, type Verdict } from "./judge-rows";
import type { FileFormat } from "./parts-schema";
import type { StoredMapping } from "./stored-mapping";

/** A call that keeps a draft. */
export type DraftContext = LedgerContext & { writeDraft: WriteDraft };

export interface DraftRow {
  parsed: IdentifiedRow | BadRow;
  verdict: Verdict;
}

export interface Draft {
  accountId: string;
  fileName: string;
  /** Hexadecimal. */
  fileSha256: string;
  format: FileFormat;
  mapping: StoredMapping;
  rows: readonly DraftRow[];
}

/** A draft is good for this long. */
export const DRAFT_MS = DAY_MS;

/**
 * Drafts of one key, or of the owner, that wait in a ledger at once. The caller's oldest draft
 * makes room for the next; drafts of others stay. As many can be committed at once.
 */
export const MAX_DRAFTS = MAX_COMMITTED;

/**
 * Keeps a preview until it is committed or expires. It is no part of the books, and so no operation
 * in the log; otherwise it is a write like every other, in its turn and by a caller who is judged
 * until the commit.
 *
 * @throws DomainError UNAUTHORIZED when the caller was stopped meanwhile, FORBIDDEN when the scope
 *   was taken away
 */
export function saveDraft(ctx: DraftContext, { rows, ...draft }: Draft): Promise<string> {
  const { principal } = ctx;
  const { ledgerId } = principal;
  const keyId = principal.kind === "key" ? principal.keyId : null;
  const now = ctx.now();
  return ctx.writeDraft({ isLarge: rows.length > ROWS_PER_STATEMENT }, async (tx) => {
    await expireDrafts(tx, { ledgerId, keyId, before: new Date(now.getTime() - DRAFT_MS) });
    const id = newId();
    await tx.$executeRaw`
      insert into imports (
        id, ledger_id, account_id, created_by_key_id, format, file_name, file_sha256,
        mapping, created_at, updated_at)
      values (
        ${id}::uuid, ${ledgerId}::uuid, ${draft.accountId}::uuid,
        ${keyId}::uuid, ${draft.format}, ${draft.fileName},
        decode(${draft.fileSha256}, 'hex'), ${JSON.stringify(draft.mapping)}::jsonb,
        ${now.toISOString()}::timestamptz, now())`;
    for (const [at, part] of chunk(rows).entries()) {
      const [parsed, verdicts] = [
        jsonSql(part.map((row) => row.parsed)),
        // Most rows are new: their verdict travels once.
        jsonSql(part.map(({ verdict }) => (verdict === NEW ? null : verdict))),
      ];
      await tx.$executeRaw`
        insert into import_rows (import_id, index, parsed, verdict)
        select ${id}::uuid, ${at * ROWS_PER_STATEMENT}::int + n.at - 1, n.parsed,
          coalesce(n.verdict, ${JSON.stringify(NEW)}::jsonb)
        from unnest(${parsed}, ${verdicts}) with ordinality n(parsed, verdict, at)`;
      await yieldToEventLoop();
    }
    return id;
  });
}

interface Expiring {
  ledgerId: string;
  /** Whose drafts make room for one more; null: the owner's. */
  keyId: string | null;
  /** Drafts that were made before this expire, no matter who made them. */
  before: Date;
}

/** A commit locks the row of its draft, so that the draft does not expire meanwhile. */
async function expireDrafts(tx: Tx, { ledgerId, keyId, before }: Expiring): Promise<void> {
  await tx.$executeRaw`
    with waiting as (
      select id, created_at, created_by_key_id is not distinct from ${keyId}::uuid as is_own,
        row_number() over (partition by created_by_key_id order by created_at desc, id desc) as nth
      from imports where ledger_id = ${ledgerId}::uuid and state = 'previewed'
    ), old as (
      update imports set state = 'expired', updated_at = now()
      where state = 'previewed' and id in (
        select id from waiting
          where (is_own and nth >= ${MAX_DRAFTS}::int)
          or created_at < ${before.toISOString()}::timestamptz
      ) returning id
    )
    delete from import_rows where import_id in (select id from old)`;
}
