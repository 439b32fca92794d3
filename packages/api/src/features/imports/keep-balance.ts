import { z } from "zod";
import { refusal } from "../../common/errors/refusal";
import { parseAmount } from "../../common/money/money";
import type { ImportSnapshot } from "../../ledger/entities/import";
import { newTransaction } from "../../ledger/entities/new-transaction";
import type { Operation } from "../../ledger/operation";
import { addBalanceChecks } from "../accounts/add-balance-checks";
import { balancesOn } from "../accounts/balances-on";
import { type BadRow, isReadable } from "./file-part";
import type { ImportAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import { offerOpening } from "./offer-opening";
import { StatedEnd } from "./stated-end";

interface Committed {
  draft: ImportSnapshot;
  account: ImportAccount;
  /** Every row of the file; those to add are in the ledger by now. */
  rows: readonly { row: IdentifiedRow | BadRow }[];
  /** Whether the caller asks for the opening balance too. */
  addOpening: boolean;
  /** Where the preview stands in the input. */
  path: string;
}

/** What it takes of a `StoredMapping`, which may be an older release's. */
const Stating = z.object({ end: StatedEnd.nullable().default(null) });

/**
 * Keeps what the file states last as a balance check, and adds the opening balance that the caller
 * asks for.
 *
 * @throws DomainError CONFLICT when there is none to add
 */
export async function keepBalance(
  operation: Operation,
  { draft, account, rows, addOpening, path }: Committed,
): Promise<void> {
  const end = Stating.safeParse(draft.mapping).data?.end ?? null;
  if (addOpening) {
    if (end === null) throw noOpening(path);
    await insertOpening(operation, { draft, account, rows, path, end });
  }
  if (end === null) return;
  await addBalanceChecks(operation, { accountId: account.id, importId: draft.id, stated: [end] });
}

async function insertOpening(
  operation: Operation,
  { draft, account, rows, path, end }: Omit<Committed, "addOpening"> & { end: StatedEnd },
): Promise<void> {
  const { tx } = operation;
  const after = (await balancesOn(tx, account, [end.on])).get(end.on) ?? 0n;
  const read = rows.map(({ row }) => row).filter(isReadable<IdentifiedRow>);
  const offer = await offerOpening(tx, { account, end, after, rows: read });
  const amountMinor = offer === null ? null : parseAmount(offer.amount.amount, account.currency);
  if (offer === null || amountMinor === null) throw noOpening(path);
  const opening = newTransaction(
    { operation, account },
    {
      date: offer.on,
      amountMinor,
      payee: "Opening balance",
      kind: "opening",
      review: "reviewed",
      importId: draft.id,
    },
  );
  await operation.insert("transaction", [opening]);
}

const noOpening = (path: string) =>
  refusal(
    "CONFLICT",
    `${path}addOpening`,
    "there is no opening balance to add.",
    "Preview the file again: `opening` says whether the account lacks one.",
  );
