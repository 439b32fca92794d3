import { mapYielding, yieldIfDue } from "../../../common/yield-to-event-loop";
import { otherLine } from "../table/read-rows";
import type { App, AppReading, AppRow, ReadMinor } from "./app";
import { currenciesOf } from "./gnucash-currencies";
import { badPosting, type Posting, pathOf, toPosting } from "./posting";
import { joinParts, type SplitPart } from "./split";

/**
 * The transactions of GnuCash, one line to a posting. The first line of a transaction has its day;
 * the others have none, or repeat its number. What stands below Assets and Liabilities is an
 * account, what stands below Equity an opening balance, and the rest are categories.
 */
export const GNUCASH: App = {
  name: "gnucash",
  forms: [["Date", "Transaction ID", "Description", "Full Account Name", "Amount Num"]],
  toMapping: (find) => ({
    dateColumn: find("Date") ?? 1,
    amount: { column: find("Amount Num") ?? 1, sign: "as_written" },
    ...{ payeeColumn: find("Description"), noteColumn: find("Notes") },
    accountColumn: find("Full Account Name"),
  }),
  read: readGnucash,
};

const ACCOUNT_ROOTS: readonly string[] = ["assets", "liabilities"];

/** One line. */
interface Leg {
  row: AppRow;
  /** The names of its account from the root. */
  path: readonly string[];
  account: string;
  amount: bigint | string;
  /** In the transaction's currency. */
  value: bigint | null;
  isOwn: boolean;
}

async function readGnucash(rows: readonly AppRow[], readMinor: ReadMinor): Promise<AppReading> {
  const currencyOf = await currenciesOf(rows);
  const reading: AppReading = { postings: [], others: [] };
  for (const transaction of await divide(rows)) {
    const [first] = transaction;
    if (first?.cell("Void Reason") !== "") {
      for (const { record } of transaction)
        reading.others.push(otherLine(record, "Is void in GnuCash."));
      continue;
    }
    const legs = await mapYielding(transaction, (row) => toLeg(row, readMinor));
    for (const posting of readTransaction(legs, (row) => currencyOf(row, first)))
      reading.postings.push(posting);
    await yieldIfDue();
  }
  return reading;
}

/** Lines without a day, or with the number of the line above, belong to the transaction above. */
async function divide(rows: readonly AppRow[]): Promise<AppRow[][]> {
  const transactions: AppRow[][] = [];
  let last = "";
  for (const row of rows) {
    const id = row.cell("Transaction ID");
    const isNext = row.cell("Date") === "" || (id !== "" && id === last);
    if (isNext && transactions.length > 0) transactions.at(-1)?.push(row);
    else transactions.push([row]);
    last = id || last;
    await yieldIfDue();
  }
  return transactions;
}

function toLeg(row: AppRow, readMinor: ReadMinor): Leg {
  const path = pathOf(...row.cell("Full Account Name").split(":")) ?? [];
  const hasValue = row.cell("Value Num") !== "";
  return {
    ...{ row, path, amount: row.amount, account: path.slice(1).join(":") },
    value: hasValue
      ? readMinor(row, "Value Num")
      : typeof row.amount === "string"
        ? null
        : row.amount,
    isOwn: path.length > 1 && ACCOUNT_ROOTS.includes(path[0]?.toLowerCase() ?? ""),
  };
}

function readTransaction(
  legs: readonly Leg[],
  currencyOf: (row: AppRow) => string | null,
): Posting[] {
  const own = legs.filter(({ isOwn }) => isOwn);
  const others = legs.filter(({ isOwn }) => !isOwn);
  const first = legs[0]?.row;
  const bearer = bearerOf(own, others);
  return own.map((leg) => {
    const { row, account, amount } = leg;
    const { line } = row;
    const currency = currencyOf(row);
    const date = first?.date ?? null;
    if (date === null) return badPosting(account, { line, currency, reason: NO_DAY });
    if (typeof amount === "string") return badPosting(account, { line, currency, reason: amount });
    const told = {
      ...{ account, currency, date },
      texts: [first?.cell("Description"), row.cell("Memo"), first?.cell("Notes")],
    };
    const mate = own.length === 2 ? own.find((one) => one !== leg) : undefined;
    if (others.length === 0 && mate !== undefined)
      return toPosting({ ...told, line, amount, transferTo: mate.account });
    return leg === bearer
      ? withCategories({ ...leg, amount }, others, told)
      : toPosting({ ...told, line, amount });
  });
}

const NO_DAY = "`Date` holds no real day.";

/**
 * The posting that bears the categories: the one account, or of several the largest that money came
 * to or left from by them. So each category counts once.
 */
function bearerOf(own: readonly Leg[], others: readonly Leg[]): Leg | undefined {
  const sum = others.reduce((all, { value }) => all + (value ?? 0n), 0n);
  const size = ({ value }: Leg) => (value ?? 0n) * (sum < 0n ? 1n : -1n);
  const [largest] = own.toSorted((one, other) => Number(size(other) - size(one)));
  return others.length === 0 ? undefined : largest;
}

function withCategories(
  { row: { line }, amount, value }: Leg & { amount: bigint },
  others: readonly Leg[],
  told: { account: string; currency: string | null; date: string; texts: (string | undefined)[] },
): Posting {
  const [only] = others;
  const isWhole = only !== undefined && others.length === 1 && only.value === -(value ?? 0n);
  if (isWhole && only.path[0]?.toLowerCase() === "equity")
    return toPosting({ ...told, line, amount, kind: "opening" });
  if (isWhole) return toPosting({ ...told, line, amount, categoryPath: categoryOf(only) });
  // Parts in the transaction's currency are no parts of an amount in another one.
  if (value !== amount || others.some((one) => one.value === null))
    return toPosting({ ...told, line, amount });
  const parts = others.map(
    (one): SplitPart => ({
      ...{ line, amount: -(one.value ?? 0n), categoryPath: categoryOf(one) },
      note: one.row.cell("Memo"),
    }),
  );
  const rest = amount - parts.reduce((sum, part) => sum + part.amount, 0n);
  return joinParts(told, [
    ...parts,
    ...(rest === 0n ? [] : [{ line, amount: rest, categoryPath: null, note: "" }]),
  ]);
}

/** Without the root, which says no more than whether it is an expense. */
const categoryOf = ({ path }: Leg): string[] | null =>
  pathOf(...(path.length > 1 ? path.slice(1) : path));
