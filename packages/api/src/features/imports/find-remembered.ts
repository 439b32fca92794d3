import { z } from "zod";
import type { LedgerContext } from "../../common/context";
import { ImportMapping } from "./mapping-schema";

/** What it takes of a `StoredMapping`. */
const Remembered = z.object({ mapping: ImportMapping });

/**
 * How the account's last file of this form was read, when that was settled by importing it; null
 * when there is none.
 */
export async function findRemembered(
  { db, principal }: LedgerContext,
  accountId: string,
  form: string,
): Promise<ImportMapping | null> {
  // By the very condition of an index: an account may have had any number of imports.
  const [last] = await db.$queryRaw<{ mapping: unknown }[]>`
    select mapping from imports
    where ledger_id = ${principal.ledgerId}::uuid and account_id = ${accountId}::uuid
      and mapping ->> 'form' = ${form}
      and state in ('committed', 'undone')
    order by updated_at desc, id desc limit 1`;
  if (last === undefined) return null;
  // Perhaps of an older release, whose mappings were others.
  return Remembered.safeParse(last.mapping).data?.mapping ?? null;
}
