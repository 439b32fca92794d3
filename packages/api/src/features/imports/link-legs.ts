import { newId } from "../../common/ids";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { CallersOperation } from "../../ledger/operate";
import type { Operation } from "../../ledger/operation";
import { may } from "../../ledger/view";
import { legsFit } from "../transfers/refuse-unequal-legs";

/** A row of an export that was a leg of a transfer there. */
export interface ImportedLeg {
  /** The transfer's id where it was exported. */
  transferId: string;
  transactionId: string;
}

/**
 * Pairs of legs: made transfers of, or left as two regular transactions because the caller may not
 * change the older one.
 */
interface Linked {
  linked: number;
  left: number;
}

/**
 * Makes transfers again of legs that came back by two imports, one for each account. Until the
 * second comes, the first leg is a regular transaction: a transfer has two legs or is none
 * (invariant 4). All legs are in the account `accountId`. The older leg changes and loses its
 * category, so it takes the scope that `transfers.link` takes; without it both stay regular.
 */
export async function linkLegs(
  legs: readonly ImportedLeg[],
  operation: CallersOperation,
  accountId: string,
): Promise<Linked> {
  const others = await findOthers(legs, operation, accountId);
  const pairs = legs.flatMap(({ transferId, transactionId }) => {
    const other = others.get(transferId);
    // A row that somebody doubled in the file is the leg once.
    others.delete(transferId);
    return other === undefined ? [] : [[transactionId, other] as const];
  });
  const rows = await operation.load("transaction", pairs.flat());
  const createdAt = operation.now().toISOString();
  const transfers = pairs.flatMap((pair) => {
    const [out, into] = pair
      .flatMap((id) => rows.get(id) ?? [])
      .sort((a, b) => Number(BigInt(a.amountMinor) - BigInt(b.amountMinor)));
    return out === undefined || into === undefined || !legsFit(out, into) ? [] : [{ out, into }];
  });
  if (!may(operation.principal, "transactions:write")) return { linked: 0, left: transfers.length };
  await operation.update(
    "transaction",
    transfers
      .flatMap(({ out, into }) => [out, into])
      .map((before) => ({ before, after: asLeg(before) })),
  );
  await operation.insert(
    "transfer",
    transfers.map(({ out, into }) => ({
      id: newId(),
      version: 1,
      createdAt,
      outTransactionId: out.id,
      inTransactionId: into.id,
    })),
  );
  return { linked: transfers.length, left: 0 };
}

/** A leg has no category. */
export const asLeg = (row: TransactionSnapshot): TransactionSnapshot => ({
  ...row,
  kind: "transfer",
  lines: row.lines.map((line) => ({ ...line, categoryId: null })),
});

/**
 * The other legs, brought by imports in force into other accounts and not yet part of a transfer,
 * by the transfer's old id.
 */
async function findOthers(
  legs: readonly ImportedLeg[],
  { tx, ledgerId }: Operation,
  accountId: string,
) {
  if (legs.length === 0) return new Map<string, string>();
  const transferIds = JSON.stringify(legs.map(({ transferId }) => transferId));
  const found = await tx.$queryRaw<ImportedLeg[]>`
    select r.parsed->>'transferId' as "transferId", t.id as "transactionId"
    from imports i
    join import_rows r on r.import_id = i.id
    join transactions t on t.account_id = i.account_id
      and (t.fingerprint = r.parsed->>'fingerprint' or t.external_id = r.parsed->>'externalId')
    where i.ledger_id = ${ledgerId}::uuid and i.account_id <> ${accountId}::uuid
      and i.state = 'committed' and i.format <> 'csv'
      and r.parsed->>'transferId' = any(
        array(select jsonb_array_elements_text(${transferIds}::jsonb)))
      and t.deleted_at is null and t.kind = 'regular'`;
  return new Map(found.map(({ transferId, transactionId }) => [transferId, transactionId]));
}
