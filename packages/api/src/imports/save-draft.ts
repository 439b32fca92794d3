import { type Tx, transaction } from "@pfn/db";
import type { LedgerContext } from "../context";
import { nextTurn } from "../next-turn";
import { jsonSql } from "../operations/array-sql";
import { chunk, ROWS_PER_STATEMENT } from "../operations/row-table";
import { newId } from "../schema/new-id";
import type { BadRow } from "./csv/parse-rows";
import type { IdentifiedRow, Verdict } from "./judge-rows";
import type { ImportFormat, StoredMapping } from "./stored-mapping";

export interface DraftRow {
  parsed: IdentifiedRow | BadRow;
  verdict: Verdict;
}

export interface Draft {
  accountId: string;
  fileName: string;
  /** Hexadecimal. */
  fileSha256: string;
  format: ImportFormat;
  mapping: StoredMapping;
  rows: readonly DraftRow[];
}

/** A draft is good for this long. */
export const DRAFT_MS = 24 * 3_600_000;

/** So many drafts of a ledger wait at once; the oldest makes room for the next. */
const MAX_DRAFTS = 10;

/** Keeps a preview until it is committed or expires. It is no part of the books, and so no operation in the log. */
export function saveDraft(ctx: LedgerContext, { rows, ...draft }: Draft): Promise<string> {
  const { ledgerId } = ctx.principal;
  const now = ctx.now();
  return transaction(ctx.db, async (tx) => {
    await expireDrafts(tx, ledgerId, new Date(now.getTime() - DRAFT_MS));
    const id = newId();
    await tx.$executeRaw`
      insert into imports (id, ledger_id, account_id, format, file_name, file_sha256, mapping, created_at, updated_at)
      values (${id}::uuid, ${ledgerId}::uuid, ${draft.accountId}::uuid, ${draft.format}, ${draft.fileName},
        decode(${draft.fileSha256}, 'hex'), ${JSON.stringify(draft.mapping)}::jsonb, ${now.toISOString()}::timestamptz, now())`;
    for (const [at, part] of chunk(rows).entries()) {
      const [parsed, verdicts] = [jsonSql(part.map((row) => row.parsed)), jsonSql(part.map(({ verdict }) => verdict))];
      await tx.$executeRaw`
        insert into import_rows (import_id, index, parsed, verdict)
        select ${id}::uuid, ${at * ROWS_PER_STATEMENT}::int + n.at - 1, n.parsed, n.verdict
        from unnest(${parsed}, ${verdicts}) with ordinality n(parsed, verdict, at)`;
      await nextTurn();
    }
    return id;
  });
}

/** Whoever commits a draft holds its row, so that it is not taken away underneath. */
async function expireDrafts(tx: Tx, ledgerId: string, before: Date): Promise<void> {
  await tx.$executeRaw`
    with waiting as (
      select id, row_number() over (order by created_at desc, id desc) as nth, created_at
      from imports where ledger_id = ${ledgerId}::uuid and state = 'previewed'
    ), old as (
      update imports set state = 'expired', updated_at = now()
      where state = 'previewed' and id in (
        select id from waiting where nth >= ${MAX_DRAFTS}::int or created_at < ${before.toISOString()}::timestamptz
      ) returning id
    )
    delete from import_rows where import_id in (select id from old)`;
}
