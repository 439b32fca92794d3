import { z } from "zod";
import { CivilDate, Id } from "../../common/fields";
import { Money } from "../../common/money/money";
import { readWith } from "../../common/read-with";
import { Line, NewNote } from "../../common/text/text";
import { TransactionStatus } from "../../common/vocabulary";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

/**
 * Two transactions of kind `transfer`: money out of one account and into another of the same
 * ledger.
 */
export const Transfer = z
  .object({ id: Id, outTransactionId: Id, inTransactionId: Id })
  .meta({ id: "Transfer" });

/**
 * Both amounts are positive: what leaves, and what arrives. `received` may be left out between
 * accounts of one currency.
 *
 * @example { fromAccountId, toAccountId, date: "2026-03-31", amount: { amount: "250.00", currency:
 *   "EUR" } }
 */
export const CreateTransferInput = z.strictObject({
  fromAccountId: Id,
  toAccountId: Id,
  date: CivilDate,
  amount: Money.describe("What leaves, positive, in the currency of the account that it leaves."),
  received: Money.optional().describe("What arrives, positive; needed when the currencies differ."),
  payee: Line(200).default("Transfer"),
  note: NewNote(1_000),
  status: TransactionStatus.default("posted"),
  ...LedgerWriteInput,
});
export type CreateTransferInput = z.output<typeof CreateTransferInput>;

const Leg = z.strictObject({ id: Id, version: z.int().min(1) });

/**
 * Makes a transfer of two regular transactions that are there. `out` is the negative one. Both lose
 * their categories.
 */
export const LinkTransferInput = z.strictObject({ out: Leg, in: Leg, ...LedgerWriteInput });
export type LinkTransferInput = z.output<typeof LinkTransferInput>;

/** The id of the transfer. Both transactions stay, as regular ones without category. */
export const UnlinkTransferInput = z.strictObject({ id: Id, ...LedgerWriteInput });
export type UnlinkTransferInput = z.output<typeof UnlinkTransferInput>;

/** The transfer, as it is. */
export const TransferOutput = z.object({ transfer: Transfer, ...LedgerWriteOutput });

/** The transfer as it was: its legs were not named in the call. */
export const UnlinkTransferOutput = z.object({
  transfer: z.object({
    id: Id,
    outTransactionId: readWith("transactions:read", Id.exactOptional()),
    inTransactionId: readWith("transactions:read", Id.exactOptional()),
  }),
  ...LedgerWriteOutput,
});
