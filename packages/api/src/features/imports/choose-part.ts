import type { FilePart } from "./file-part";
import type { ReadFor } from "./find-account";
import { plainRef } from "./find-refs";
import { isIban } from "./iban";
import { noSuchPart, otherCurrency } from "./refusals";
import type { Ambiguity } from "./schema";

/** A part of a file, its number, and the account that took a file of its name last. */
export interface NumberedPart extends FilePart {
  part: number;
  accountId: string | null;
}

interface Setting {
  account: ReadFor;
  /** What the caller chose. */
  part: number | undefined;
}

/**
 * The part of a file that goes into an account: the one that the caller names, the only one that
 * went there before, the only one in the account's currency, or the one that bears the account's
 * name. Else it is asked for. So it is when the IBAN of the only one is known for another account,
 * because then the wrong account may be chosen; to name the part is to confirm it. Other names and
 * numbers are no proof: two banks may use the same.
 *
 * @throws DomainError BAD_REQUEST when no part has the account's currency, or none that number
 */
export function choosePart(
  parts: readonly NumberedPart[],
  { account, part }: Setting,
): NumberedPart | Ambiguity {
  if (account.id === null) return ASK_FOR_ACCOUNT;
  const fitting = parts.filter(
    ({ currency }) => currency === null || currency === account.currency,
  );
  if (fitting.length === 0) throw otherCurrency(currenciesOf(parts), account.currency);
  if (part !== undefined) {
    const named = fitting.find((one) => one.part === part);
    if (named === undefined) throw noSuchPart(parts.length);
    return named;
  }
  const [only] = fitting;
  const [known, second] = fitting.filter(({ accountId }) => accountId === account.id);
  if (known !== undefined && second === undefined) return known;
  const isOnly = fitting.length === 1 && parts.every(({ ref }) => ref === only?.ref);
  if (only !== undefined && isOnly)
    return only.accountId !== null && isIban(plainRef(only.ref ?? ""))
      ? askToConfirm(only, account)
      : only;
  return fitting.find(({ ref }) => ref === account.name) ?? askForPart(fitting, account);
}

/** What any file without an account leaves open. */
export const ASK_FOR_ACCOUNT: Ambiguity = {
  field: "accountId",
  question: "Which account does the file go into?",
  lines: [],
  options: [],
};

const askForPart = (parts: readonly NumberedPart[], { name }: ReadFor): Ambiguity => ({
  field: "part",
  question: `Which account of the file is "${name}"?`,
  lines: [],
  options: parts.map((one) => ({ value: one.part, means: describe(one), rows: [] })),
});

const askToConfirm = (part: NumberedPart, { name }: ReadFor): Ambiguity => ({
  field: "part",
  question: `Files of this account went into another one so far. Do they belong into "${name}"?`,
  lines: [],
  options: [{ value: part.part, means: `Yes, import it here: ${describe(part)}`, rows: [] }],
});

const describe = ({ ref, rows, currency }: NumberedPart): string =>
  [
    `${ref ?? "An account without a name"}: ${rows.length} ${rows.length === 1 ? "row" : "rows"}`,
    ...(currency === null ? [] : [`in ${currency}`]),
  ].join(" ");

const currenciesOf = (parts: readonly FilePart[]): string[] => [
  ...new Set(parts.map(({ currency }) => currency).filter((currency) => currency !== null)),
];
