import { z } from "zod";
import { Id, PageInput } from "../../common/fields";
import { Account } from "../accounts/schema";
import { Category } from "../categories/schema";
import { Transaction } from "../transactions/schema";
import { Transfer } from "../transfers/schema";

/**
 * `57` or `57~<id>`: all of operation 57; `57.200~<id>`: its first 200 changes. The id tells this
 * ledger's 57 from any other.
 */
export const POSITION =
  /^(0|[1-9]\d{0,17})(?:\.(\d{1,9}))?(?:~([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}))?$/;

/**
 * Positions are texts at every endpoint: of a number 57.200 nothing would tell any more whether it
 * was change 200 or 2.
 */
function describeNonText(input: unknown): string {
  const isPlace = typeof input === "number" && Number.isSafeInteger(input) && input >= 0;
  const expected = isPlace
    ? `"${input}"`
    : '`next` of an earlier answer as it is, or "0" for the beginning';
  return `Expected a text in quotes, ${expected}.`;
}

/** What changed after a position in the ledger's log. Without `since`: everything there is. */
export const ListChangesInput = z
  .strictObject({
    ...PageInput,
    limit: PageInput.limit.default(200),
    since: z
      .string({ error: ({ input }) => describeNonText(input) })
      .regex(POSITION, {
        error: "Expected `next` of an earlier answer, unchanged, or the `seq` of an operation.",
      })
      .optional()
      .describe(
        '`next` of an earlier answer, or the `seq` of an operation; "0" or nothing: from the ' +
          "beginning.",
      ),
  })
  .prefault({});
export type ListChangesInput = z.output<typeof ListChangesInput>;

/** An account without its balances, which follow from its transactions. */
const MirroredAccount = Account.omit({ posted: true, pending: true, asOf: true }).meta({
  id: "MirroredAccount",
});

const changeOf = <E extends string, R extends z.ZodType>(entity: E, row: R) =>
  z.object({
    entity: z.literal(entity),
    id: Id,
    seq: z.string().describe("Of the operation that changed the row last."),
    row: row.nullable().describe("As it is now; null = gone (a tombstone)."),
  });

/**
 * A row that changed, as it is now. A transfer ends with its transactions, even if the log has no
 * tombstone for the transfer.
 */
export const RowState = z
  .discriminatedUnion("entity", [
    changeOf("account", MirroredAccount),
    changeOf("category", Category),
    changeOf("transaction", Transaction),
    changeOf("transfer", Transfer),
  ])
  .meta({ id: "RowState" });
export type RowState = z.infer<typeof RowState>;

/** A page may hold fewer rows than `limit`, even none, while `hasMore` is true. */
export const ListChangesOutput = z.object({
  items: z.array(RowState),
  next: z.string().describe("Send it as `since` the next time, now or in a month."),
  hasMore: z.boolean().describe("True while more has changed already: ask again at once."),
  nextCursor: z
    .string()
    .nullable()
    .describe("As in every list, for going on now: null once `hasMore` is false."),
});
export type ListChangesOutput = z.infer<typeof ListChangesOutput>;
