import { z } from "zod";
import { CivilDate, Id, PageInput, pageOf } from "../../common/fields";
import { Currency, Money, MoneySum } from "../../common/money/money";
import { readWith } from "../../common/read-with";
import { Line, NewNote, NoteChange } from "../../common/text/text";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

export const AccountType = z.enum([
  "cash",
  "checking",
  "savings",
  "credit_card",
  "loan",
  "investment",
  "other_asset",
  "other_liability",
]);

/** An account with its balances, derived from its transactions up to and including `asOf`. */
export const Account = z
  .object({
    id: Id,
    version: z.int(),
    name: z.string(),
    type: AccountType,
    currency: z.string(),
    closedOn: CivilDate.nullable(),
    note: z.string().nullable(),
    posted: MoneySum.describe("Sum of what the bank has booked."),
    pending: MoneySum.describe(
      "Sum of what is announced but not booked yet; not part of `posted`.",
    ),
    asOf: CivilDate,
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

/** Ordered by name. `asOf` is the ledger's today unless set. */
export const ListAccountsInput = z
  .strictObject({
    ...PageInput,
    limit: PageInput.limit.default(200),
    asOf: CivilDate.optional(),
    includeClosed: z.boolean().default(true),
  })
  .prefault({});
export type ListAccountsInput = z.infer<typeof ListAccountsInput>;
export const ListAccountsOutput = pageOf(Account);

/**
 * Fields of a new account. The opening balance becomes a transaction of kind `opening`, dated
 * `openingDate` or today.
 *
 * @example { name: "Checking", type: "checking", currency: "EUR", openingBalance: { amount:
 *   "1250.00", currency: "EUR" } }
 */
export const CreateAccountInput = z.strictObject({
  name: Line(80),
  type: AccountType,
  currency: Currency,
  openingBalance: Money.optional(),
  openingDate: CivilDate.optional(),
  note: NewNote(1_000),
  ...LedgerWriteInput,
});
export type CreateAccountInput = z.output<typeof CreateAccountInput>;

/** What a write answers of the account: who may change accounts does not therefore read them. */
const WrittenAccount = z
  .object({
    id: Id,
    version: z.int(),
    name: readWith("accounts:read", Account.shape.name.exactOptional()),
    type: readWith("accounts:read", Account.shape.type.exactOptional()),
    currency: readWith("accounts:read", Account.shape.currency.exactOptional()),
    closedOn: readWith("accounts:read", Account.shape.closedOn.exactOptional()),
    note: readWith("accounts:read", Account.shape.note.exactOptional()),
    posted: readWith("accounts:read", Account.shape.posted.exactOptional()),
    pending: readWith("accounts:read", Account.shape.pending.exactOptional()),
    asOf: readWith("accounts:read", Account.shape.asOf.exactOptional()),
  })
  .meta({ id: "WrittenAccount" });
export const CreateAccountOutput = z.object({ account: WrittenAccount, ...LedgerWriteOutput });

/** `asOf` is the ledger's today unless set. */
export const GetAccountInput = z.strictObject({ id: Id, asOf: CivilDate.optional() });
export type GetAccountInput = z.infer<typeof GetAccountInput>;

const Version = z.int().min(1).describe("The version that was read; a stale one is a conflict.");

/**
 * At least one field beside the version. The currency of an account never changes: its amounts are
 * in it.
 */
export const UpdateAccountInput = z
  .strictObject({
    id: Id,
    version: Version,
    name: Line(80).optional(),
    type: AccountType.optional(),
    note: NoteChange(1_000),
    ...LedgerWriteInput,
  })
  .refine(
    ({ name, type, note }) => name !== undefined || type !== undefined || note !== undefined,
    {
      error: "Name at least one field to change: `name`, `type` or `note`.",
    },
  );
export type UpdateAccountInput = z.output<typeof UpdateAccountInput>;

/**
 * A closed account takes no new rows, and no row of it is dated after `closedOn`, which is the
 * ledger's today unless set.
 */
export const CloseAccountInput = z.strictObject({
  id: Id,
  version: Version,
  closedOn: CivilDate.optional(),
  ...LedgerWriteInput,
});
export type CloseAccountInput = z.output<typeof CloseAccountInput>;

export const ReopenAccountInput = z.strictObject({ id: Id, version: Version, ...LedgerWriteInput });
export type ReopenAccountInput = z.output<typeof ReopenAccountInput>;

/** The account as it became. */
export const ChangeAccountOutput = CreateAccountOutput;
