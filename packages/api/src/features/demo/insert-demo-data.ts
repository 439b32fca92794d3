import { newId } from "../../common/ids";
import { addDays } from "../../common/time/civil-day";
import type { AccountSnapshot } from "../../ledger/entities/account";
import { newTransaction } from "../../ledger/entities/new-transaction";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { TransferSnapshot } from "../../ledger/entities/transfer";
import type { Operation } from "../../ledger/operation";
import { DEMO_ACCOUNTS, type DemoEntry, type DemoTransfer } from "./demo-books";
import { demoHousehold } from "./demo-household";

interface Demo {
  operation: Operation;
  /** The civil date in the ledger's time zone; no row is dated later. */
  today: string;
  /** The ledger's category ids by name. */
  categories: ReadonlyMap<string, string>;
}

/** Everyday spending of the last days still lacks categories. */
const UNSORTED_DAYS = 30;
/** The bank has not booked the spending of the last days yet. */
const PENDING_DAYS = 3;

/**
 * Two years of a household's books up to today, the same each day: something to look at and to
 * practise on.
 */
export async function insertDemoData(operation: Operation, today: string): Promise<void> {
  const demo = { operation, today, categories: await readCategories(operation) };
  const accounts = new Map(
    DEMO_ACCOUNTS.map((account) => [account.name, { ...account, ...newAccount(operation) }]),
  );
  await operation.insert(
    "account",
    [...accounts.values()].map(({ openingMinor: _, ...snapshot }) => snapshot),
  );
  const { begin, entries, transfers } = demoHousehold(today);
  const accountOf = (name: (typeof DEMO_ACCOUNTS)[number]["name"]) => {
    const account = accounts.get(name);
    if (account === undefined) throw new Error(`The household has no account ${name}.`);
    return account;
  };
  const opening = {
    date: begin,
    payee: "Opening balance",
    kind: "opening",
    review: "reviewed",
  } as const;
  const openings = [...accounts.values()].map((account) =>
    newTransaction({ operation, account }, { ...opening, amountMinor: account.openingMinor }),
  );
  const rows = entries.map((entry) => toTransaction(demo, accountOf(entry.account), entry));
  const pairs = transfers.map((transfer) => toLegs(demo, accountOf, transfer));
  await operation.insert("transaction", [
    ...openings,
    ...rows,
    ...pairs.flatMap(({ out, arrival }) => [out, arrival]),
  ]);
  await operation.insert(
    "transfer",
    pairs.map(({ transfer }) => transfer),
  );
}

async function readCategories({ tx, ledgerId }: Operation): Promise<Demo["categories"]> {
  const rows = await tx.category.findMany({
    where: { ledgerId },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [name, id]));
}

function toTransaction(
  demo: Demo,
  account: AccountSnapshot,
  entry: DemoEntry,
): TransactionSnapshot {
  const { date, payee, parts, isEveryday } = entry;
  const isSorted = !isEveryday || date <= addDays(demo.today, -UNSORTED_DAYS);
  const amountMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  const lines = parts.map((part) => ({
    categoryId: demo.categories.get(part.category) ?? null,
    amountMinor: part.amountMinor,
    note: null,
  }));
  return newTransaction(
    { operation: demo.operation, account },
    {
      ...{ date, payee, amountMinor },
      status: isEveryday && date > addDays(demo.today, -PENDING_DAYS) ? "pending" : "posted",
      review: isSorted ? "reviewed" : "unreviewed",
      lines: isSorted ? lines : [{ categoryId: null, amountMinor, note: null }],
    },
  );
}

function toLegs(
  { operation }: Demo,
  accountOf: (name: DemoTransfer["from"]) => AccountSnapshot,
  transfer: DemoTransfer,
) {
  const { from, to, date, payee, sentMinor, receivedMinor } = transfer;
  const fields = { date, payee, kind: "transfer", review: "reviewed" } as const;
  const leg = (account: AccountSnapshot, amountMinor: bigint) =>
    newTransaction({ operation, account }, { ...fields, amountMinor });
  const [out, arrival] = [leg(accountOf(from), -sentMinor), leg(accountOf(to), receivedMinor)];
  const pair: TransferSnapshot = {
    ...{ id: newId(), version: 1, createdAt: operation.now().toISOString() },
    ...{ outTransactionId: out.id, inTransactionId: arrival.id },
  };
  return { out, arrival, transfer: pair };
}

const newAccount = ({ now }: Operation) => ({
  id: newId(),
  version: 1,
  createdAt: now().toISOString(),
  closedOn: null,
  note: null,
});
