import { z } from "zod";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { ImportMapping, MappingChoice } from "./mapping-schema";

/** What it takes of a `StoredMapping`, which may be an older release's. */
const Remembered = z.object({ mapping: ImportMapping });
const RememberedChoice = z.object({
  choice: MappingChoice.pick({ dateOrder: true, decimalMark: true }).strip(),
});

/**
 * How the account's last file of this form was read, when that was settled by importing it; null
 * when there is none.
 */
export async function findRemembered(
  ctx: LedgerContext,
  accountId: string,
  form: string,
): Promise<ImportMapping | null> {
  return Remembered.safeParse(await findLast(ctx, accountId, form)).data?.mapping ?? null;
}

/** The same for a file without columns. */
export async function findRememberedChoice(ctx: LedgerContext, accountId: string, form: string) {
  const last = RememberedChoice.safeParse(await findLast(ctx, accountId, form)).data;
  return last === undefined ? null : defined(last.choice);
}

async function findLast({ db, principal }: LedgerContext, accountId: string, form: string) {
  // By the very condition of an index: an account may have had any number of imports.
  const [last] = await db.$queryRaw<{ mapping: unknown }[]>`
    select mapping from imports
    where ledger_id = ${principal.ledgerId}::uuid and account_id = ${accountId}::uuid
      and mapping ->> 'form' = ${form}
      and state in ('committed', 'undone')
    order by updated_at desc, id desc limit 1`;
  return last?.mapping;
}
