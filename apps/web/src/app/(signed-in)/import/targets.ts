import type { MappingChoice } from "@pfn/api/schema/import-mapping";
import { ACCOUNT_TYPES } from "#ledger/account-types.ts";
import type { Account, Import, Part, Preview } from "./import-words";
import type { BankFile } from "./read-file";

/** An account that is made before its rows are read. */
export interface NewAccount {
  name: string;
  type: Account["type"];
  currency: string;
}

/** Where an account of a file goes. */
export type Destination =
  | { kind: "open" }
  | { kind: "nowhere" }
  | { kind: "new"; account: NewAccount }
  | { kind: "account"; id: string };

/** An account of a file, where it goes, and what came of it. */
export interface Target {
  /** Null where the file names no account. */
  part: Part | null;
  goesTo: Destination;
  /** Whether the person has said so where an account bears another one's name. */
  isConfirmed: boolean;
  /** As read for its account. */
  preview: Preview | null;
}

/** A file that was dropped or chosen. */
export interface OpenFile {
  key: string;
  file: BankFile;
  /** What the person settled. */
  mapping: MappingChoice;
  /** The newest answer about it. */
  answer: Preview | null;
  targets: readonly Target[];
  error: unknown;
}

export interface Books {
  accounts: readonly Account[];
  baseCurrency: string;
}

/** Books with what was planned before. */
interface Setting extends Books {
  /** Those of the same file, which the person may have sent elsewhere. */
  before?: readonly Target[];
  /** Names that new accounts have elsewhere on the page. */
  taken?: readonly string[];
}

/**
 * Where the accounts of a file go, as far as that is clear: the account that took a file of this
 * name last, or the one of that name. What nobody knows is asked, except in a ledger without
 * accounts and for a file of several, which come from elsewhere: there a new account is proposed.
 */
export function planTargets(answer: Preview, { before = [], ...setting }: Setting): Target[] {
  return plan(answer, setting).map((target) => {
    const same = before.find(({ part }) => isSame(part, target.part));
    return same === undefined ? target : { ...target, goesTo: same.goesTo };
  });
}

const isSame = (one: Part | null, other: Part | null): boolean =>
  one?.ref === other?.ref && one?.currency === other?.currency;

function plan(answer: Preview, { accounts, baseCurrency, taken = [] }: Setting): Target[] {
  const { parts, ambiguous } = answer;
  const names = new Set([...accounts.map(({ name }) => name), ...taken]);
  if (parts.length > 0)
    return parts.map((part) => {
      const goesTo = choose(part, { accounts, baseCurrency, names, parts });
      if (goesTo.kind === "new") names.add(goesTo.account.name);
      return toTarget(part, goesTo);
    });
  const [question] = ambiguous;
  if (namesAccounts(answer) && question !== undefined && question.field !== "accountId") return [];
  const [only, second] = accounts;
  const goesTo: Destination =
    only === undefined
      ? { kind: "new", account: proposeAccount(null, baseCurrency, names) }
      : second === undefined
        ? { kind: "account", id: only.id }
        : { kind: "open" };
  return [toTarget(null, goesTo)];
}

const toTarget = (part: Part | null, goesTo: Destination): Target => ({
  ...{ part, goesTo, isConfirmed: false, preview: null },
});

/** Whether the rows of a table name their accounts. */
const namesAccounts = ({ mapping: { app, accountColumn } }: Preview): boolean =>
  (app ?? accountColumn ?? null) !== null;

interface Choosing extends Books {
  names: ReadonlySet<string>;
  parts: readonly Part[];
}

function choose(part: Part, { accounts, baseCurrency, names, parts }: Choosing): Destination {
  const known = accounts.find(({ id }) => id === part.accountId);
  const fitting = accounts.filter((account) => fits(part, account));
  const found = known ?? fitting.find(({ name }) => name === part.ref);
  if (found !== undefined) return { kind: "account", id: found.id };
  if (fitting.length > 0 && parts.length === 1) return { kind: "open" };
  return { kind: "new", account: proposeAccount(part, baseCurrency, names) };
}

/** Whether the rows of a part have the account's currency. */
export const fits = (part: Part | null, { currency }: Account): boolean =>
  part === null || part.currency === null || part.currency === currency;

/** Digits of a number of an account that tell it from others, as banks print them. */
const SHOWN_DIGITS = 4;

/** A number is no name: only its end is shown. A name that is taken gets a number. */
export function proposeAccount(
  part: Part | null,
  baseCurrency: string,
  taken: ReadonlySet<string>,
): NewAccount {
  const type = part?.kind ?? "checking";
  const ref = part?.ref ?? "";
  const isNumber = /\d{4}/.test(ref);
  return {
    name: findFree(isNumber || ref === "" ? nameNumber(ref, type) : ref, taken),
    type,
    currency: part?.currency ?? baseCurrency,
  };
}

/** Characters of a name without the number that it may get. */
const NAME_CHARS = 75;

function findFree(wanted: string, taken: ReadonlySet<string>): string {
  const name = wanted.slice(0, NAME_CHARS);
  for (let nth = 1; ; nth += 1) {
    const numbered = nth === 1 ? name : `${name} ${nth}`;
    if (!taken.has(numbered)) return numbered;
  }
}

const nameNumber = (ref: string, type: Account["type"]): string =>
  [ACCOUNT_TYPES[type], ref && `••${ref.replace(/\W/g, "").slice(-SHOWN_DIGITS)}`]
    .filter(Boolean)
    .join(" ");

/** How a part of a file is called. */
export const nameOf = ({ part }: Target, file: BankFile): string => part?.ref ?? file.name;

/** A preview that can be added to the ledger. */
export interface Draft {
  file: OpenFile;
  target: Target;
  accountId: string;
  /** Whether the account was made in this sitting. */
  isNew: boolean;
  found: Import;
}

/** The previews of all files that can be added now. `made`: the accounts of this sitting. */
export const draftsOf = (files: readonly OpenFile[], made: ReadonlySet<string>): Draft[] =>
  files.flatMap((file) =>
    file.targets.flatMap((target) => {
      const found = target.preview?.import ?? null;
      if (found === null || target.goesTo.kind !== "account") return [];
      const { id } = target.goesTo;
      return [{ file, target, accountId: id, isNew: made.has(id), found }];
    }),
  );

/** The question that a file leaves open; the page itself asks for the account. */
export function questionOf({ answer, targets }: OpenFile): Preview["ambiguous"][number] | null {
  const question = answer?.ambiguous[0];
  const isForAccount = targets.length === 0 || targets.some(({ preview }) => preview !== null);
  return question === undefined || question.field === "accountId" || !isForAccount
    ? null
    : question;
}
