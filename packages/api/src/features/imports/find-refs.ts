import { createHash } from "node:crypto";
import type { LedgerContext } from "../../common/context";
import { isIban } from "./iban";
import type { StoredRef } from "./stored-mapping";

/** Characters of a name in files that are kept to be shown. */
const TAIL_CHARS = 4;

/**
 * What is kept of an account's name in files. Two ledgers that know one account have different
 * hashes of it.
 */
export function toStoredRef(ledgerId: string, ref: string): StoredRef {
  const name = plainRef(ref);
  return {
    hash: createHash("sha256").update(`ref1|${ledgerId}|${name}`).digest("hex"),
    tail: [...name].slice(-TAIL_CHARS).join(""),
  };
}

/** An account's name without spaces, and an IBAN without the currency that some banks add. */
export function plainRef(ref: string): string {
  const plain = ref.replace(/\s/g, "").toUpperCase();
  const withoutCurrency = plain.replace(/[A-Z]{3}$/, "");
  return !isIban(plain) && isIban(withoutCurrency) ? withoutCurrency : plain;
}

/** The accounts that took files of these names last, by hash. Undone imports do not count. */
export async function findRefs(
  { db, principal }: LedgerContext,
  refs: readonly StoredRef[],
): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const hashes = JSON.stringify(refs.map(({ hash }) => hash));
  const found = await db.$queryRaw<{ hash: string; accountId: string }[]>`
    select distinct on (ref_hash) encode(ref_hash, 'hex') as hash, account_id as "accountId"
    from account_refs
    where ledger_id = ${principal.ledgerId}::uuid and ref_hash = any(
      array(select decode(jsonb_array_elements_text(${hashes}::jsonb), 'hex')))
    order by ref_hash, created_at desc, import_id desc`;
  return new Map(found.map(({ hash, accountId }) => [hash, accountId]));
}
