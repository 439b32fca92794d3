import type { ImportMapping } from "../mapping-schema";
import type { Column } from "./columns";
import { findByHeading, fitOf } from "./headings";
import type { Table } from "./table-context";
import {
  findCurrency,
  findExternalId,
  findNote,
  findPayee,
  findStatus,
  openWordsIn,
} from "./texts";

/** Every column that is neither a day nor an amount. */
export interface Roles {
  mapping: Pick<
    ImportMapping,
    | "payeeColumn"
    | "noteColumn"
    | "externalIdColumn"
    | "currencyColumn"
    | "statusColumn"
    | "openWords"
    | "accountColumn"
    | "categoryColumn"
  >;
  /** Columns that hold no amount. */
  taken: ReadonlySet<number>;
}

/** `null` in what is known means: none, and is not looked for. */
export async function findRoles(table: Table, dateColumn: number | undefined): Promise<Roles> {
  const { columns, known, data } = table;
  const free = columns.filter(
    ({ number }) =>
      ![dateColumn, known.payeeColumn, known.noteColumn, known.currencyColumn].includes(number),
  );
  const currencyColumn = settledOr(known.currencyColumn, () => findCurrency(free));
  const externalIdColumn =
    known.externalIdColumn === undefined
      ? await findExternalId(free, data)
      : known.externalIdColumn;
  const others = free.filter(
    ({ number }) => number !== currencyColumn && number !== externalIdColumn,
  );
  const status = statusOf(table, others);
  const accountColumn = settledOr(known.accountColumn, () => findAccountColumn(others));
  const categoryColumn = settledOr(known.categoryColumn, () => findCategory(others));
  const special = [status?.statusColumn, accountColumn, categoryColumn];
  const texts = others.filter(({ number }) => !special.includes(number));
  const payeeColumn = settledOr(
    known.payeeColumn,
    () => findPayee(texts) ?? findPayee(others.filter(({ number }) => number !== accountColumn)),
  );
  const noteColumn = settledOr(known.noteColumn, () =>
    findNote(texts.filter(({ number }) => number !== payeeColumn)),
  );
  const taken = [dateColumn, known.payeeColumn, known.noteColumn, currencyColumn, externalIdColumn];
  return {
    mapping: {
      ...{ payeeColumn, noteColumn, externalIdColumn, currencyColumn },
      ...status,
      ...(accountColumn !== null && { accountColumn }),
      ...(categoryColumn !== null && { categoryColumn }),
    },
    taken: new Set(taken.filter((column) => column !== null && column !== undefined)),
  };
}

const settledOr = (
  settled: number | null | undefined,
  find: () => Column | undefined,
): number | null => (settled === undefined ? (find()?.number ?? null) : settled);

/** An earlier file need not have had every word for a row that is open. */
function statusOf({ known, settled }: Table, columns: readonly Column[]) {
  const { statusColumn, openWords = [] } = known;
  if (statusColumn === undefined) return findStatus(columns);
  const isTold = settled.statusColumn !== undefined || settled.openWords !== undefined;
  const column = columns.find(({ number }) => number === statusColumn);
  const found = isTold || column === undefined ? [] : openWordsIn(column);
  const words = [...new Set([...openWords, ...found])].slice(0, MOST_OPEN_WORDS);
  return { statusColumn, ...(words.length > 0 && { openWords: words }) };
}

/** A mapping has room for no more. */
const MOST_OPEN_WORDS = 20;

/** Rows of several accounts name theirs; one name for all of them says nothing. */
const findAccountColumn = (columns: readonly Column[]): Column | undefined => {
  const several = columns.filter(
    ({ isDate, isMoney, filled }) => !isDate && !isMoney && new Set(filled).size > 1,
  );
  const named = findByHeading(several, "account");
  if (named !== undefined && fitOf(named.heading, "account") >= 2) return named;
  return several.find((column) => fitOf(column.heading, "perhapsAccount") >= 2 && isOwn(column));
};

/** Accounts of one owner in one file. */
const MOST_ACCOUNTS = 5;
const ROWS_TO_ACCOUNT = 3;

/** An `IBAN` may be the other side's: those are not in each row, or they are many. */
const isOwn = ({ filled, samples }: Column): boolean => {
  const accounts = new Set(filled).size;
  return (
    filled.length === samples.length &&
    accounts <= MOST_ACCOUNTS &&
    filled.length >= accounts * ROWS_TO_ACCOUNT
  );
};

const findCategory = (columns: readonly Column[]): Column | undefined => {
  const named = findByHeading(
    columns.filter(({ telling, isNumber }) => telling > 0 && !isNumber),
    "category",
  );
  return named !== undefined && fitOf(named.heading, "category") >= 2 ? named : undefined;
};
