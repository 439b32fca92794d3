import { fromIsoDay, isoDay } from "../../common/fields";
import { MAX_MINOR, toMoney } from "../../common/money/money";
import type { Reader } from "../../common/reader";
import { DAY_MS } from "../../common/time/lengths";
import type { OpeningOffer } from "./balance-schema";
import type { ImportAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import type { StatedEnd } from "./stated-end";

interface Setting {
  account: ImportAccount;
  end: StatedEnd;
  /** The account's balance on the day of `end`, with the file's rows. Minor units. */
  after: bigint;
  /** The file's rows. */
  rows: readonly Pick<IdentifiedRow, "date" | "kind">[];
}

/** The first day that pfn has. */
const FIRST_DAY = "1900-01-01";

/**
 * The opening balance with which the account would end where its file says. None where the account
 * or the file has one, where both agree without, and where nobody can tell a debt from money.
 */
export async function offerOpening(
  db: Reader,
  { account, end, after, rows }: Setting,
): Promise<OpeningOffer | null> {
  if (end.sign === null || rows.some(({ kind }) => kind === "opening")) return null;
  const missing = BigInt(end.amountMinor) * BigInt(end.sign) - after;
  if (missing === 0n || missing > MAX_MINOR || missing < -MAX_MINOR) return null;
  const live = { ledgerId: account.ledgerId, accountId: account.id, deletedAt: null };
  const opening = await db.transaction.findFirst({
    where: { ...live, kind: "opening" },
    select: { id: true },
  });
  if (opening !== null) return null;
  const first = await db.transaction.findFirst({
    where: live,
    orderBy: { date: "asc" },
    select: { date: true },
  });
  const days = [...rows.map(({ date }) => date), ...(first === null ? [] : [isoDay(first.date)])];
  const [earliest = end.on] = [...days, end.on].sort();
  const before = isoDay(new Date(fromIsoDay(earliest).getTime() - DAY_MS));
  return {
    amount: toMoney(missing, account.currency),
    on: before < FIRST_DAY ? FIRST_DAY : before,
  };
}
