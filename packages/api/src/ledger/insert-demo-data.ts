import type { AccountSnapshot } from "../accounts/account-store";
import type { Context } from "../context";
import type { OperationScope } from "../operations/operation-scope";
import { fromIsoDay, isoDay } from "../schema/common";
import { newId } from "../schema/new-id";
import { newTransaction } from "../transactions/new-transaction";
import type { TransactionSnapshot } from "../transactions/transaction-store";
import { DEMO_ACCOUNTS, demoMonth } from "./demo-household";
import type { CategoryIds } from "./starter-categories";

interface Demo extends Pick<Context, "now"> {
  /** The civil date in the ledger's time zone; no row is dated later. */
  today: string;
  operation: OperationScope;
  categories: CategoryIds;
}

const MONTHS = 6;
const DAY_MS = 24 * 3_600_000;
/** Everyday spending of so many days still waits for its categories. */
const UNSORTED_DAYS = 30;

/** Half a year of a household's books up to today, the same each time but for the dates: something to look at and to practise on. */
export async function insertDemoData({ now, today, operation, categories }: Demo): Promise<void> {
  const accounts = new Map(DEMO_ACCOUNTS.map((account) => [account.name, { ...account, ...newAccount(now) }]));
  await operation.insert(
    "account",
    [...accounts.values()].map(({ openingMinor: _, ...snapshot }) => snapshot),
  );
  const sortedUpTo = isoDay(new Date(fromIsoDay(today).getTime() - UNSORTED_DAYS * DAY_MS));
  const rows: TransactionSnapshot[] = [];
  const setting = (account: AccountSnapshot) => ({ ctx: { now }, operation, account });
  for (const account of accounts.values()) {
    const date = monthsBefore(today, MONTHS);
    rows.push(
      newTransaction(setting(account), {
        date,
        amountMinor: account.openingMinor,
        payee: "Opening balance",
        kind: "opening",
        review: "reviewed",
      }),
    );
  }
  for (let ago = MONTHS - 1; ago >= 0; ago -= 1) {
    const month = monthsBefore(today, ago).slice(0, 7);
    for (const entry of demoMonth(ago)) {
      const account = accounts.get(entry.account);
      const date = `${month}-${String(entry.day).padStart(2, "0")}`;
      if (account === undefined || date > today) continue;
      const isSorted = entry.isEveryday !== true || date <= sortedUpTo;
      const categoryId = isSorted ? (categories.get(entry.category) ?? null) : null;
      const { payee, amountMinor } = entry;
      const review = categoryId === null ? "unreviewed" : "reviewed";
      rows.push(
        newTransaction(setting(account), {
          date,
          payee,
          amountMinor,
          review,
          lines: [{ categoryId, amountMinor, note: null }],
        }),
      );
    }
  }
  await operation.insert("transaction", rows);
}

const newAccount = (now: () => Date) => ({
  id: newId(),
  version: 1,
  createdAt: now().toISOString(),
  closedOn: null,
  note: null,
});

/** The first day of the month that lies `months` before the month of `day`. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return isoDay(new Date(Date.UTC(year, month - 1 - months, 1)));
}
