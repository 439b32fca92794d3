import { defined } from "../../../common/defined";
import type { ImportMapping } from "../mapping-schema";
import type { Column } from "./columns";
import { findByHeading, fitOf } from "./headings";
import type { Table } from "./table-context";
import { findCurrency, findExternalId, findNote, findPayee, findStatus } from "./texts";

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

function statusOf({ known }: Table, columns: readonly Column[]) {
  const { statusColumn, openWords } = known;
  if (statusColumn !== undefined) return defined({ statusColumn, openWords });
  return findStatus(columns);
}

/** Rows of several accounts name theirs; one name for all of them says nothing. */
const findAccountColumn = (columns: readonly Column[]): Column | undefined => {
  const named = findByHeading(
    columns.filter(({ isDate, isMoney }) => !isDate && !isMoney),
    "account",
  );
  if (named === undefined || fitOf(named.heading, "account") < 2) return undefined;
  return new Set(named.filled).size > 1 ? named : undefined;
};

const findCategory = (columns: readonly Column[]): Column | undefined => {
  const named = findByHeading(
    columns.filter(({ telling, isNumber }) => telling > 0 && !isNumber),
    "category",
  );
  return named !== undefined && fitOf(named.heading, "category") >= 2 ? named : undefined;
};
