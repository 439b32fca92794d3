import type { UseFormReturnType } from "@mantine/form";
import type { RouterInputs } from "@pfn/api";
import { completeAmount, fromMinor, toMinor } from "#ui/money.ts";
import type { Transaction } from "../types";

type NewTransaction = RouterInputs["transactions"]["create"]["transactions"][number];
type Patch = RouterInputs["transactions"]["update"]["transactions"][number]["patch"];

/** A part of a transaction, as typed. A minus reverses the direction of the whole. */
export interface DraftLine {
  categoryId: string | null;
  amount: string;
  note: string;
}

/** What the form holds: texts, as typed. */
export interface Draft {
  accountId: string;
  date: string;
  payee: string;
  direction: "in" | "out";
  /** Without a sign: `direction` says which way. */
  amount: string;
  note: string;
  status: "pending" | "posted";
  /** A single line takes the whole amount and ignores its own. */
  lines: DraftLine[];
}

export type DraftForm = UseFormReturnType<Draft>;

export const EMPTY_LINE: DraftLine = { categoryId: null, amount: "", note: "" };

/** The initial values of a new transaction. */
export const newDraft = (accountId: string, date: string): Draft => ({
  ...{ accountId, date, payee: "", direction: "out", amount: "", note: "", status: "posted" },
  lines: [EMPTY_LINE],
});

/** The initial values when a transaction is edited. */
export function toDraft({
  accountId,
  date,
  payee,
  amount,
  note,
  status,
  lines,
}: Transaction): Draft {
  const isOut = amount.amount.startsWith("-");
  const asTyped = (text: string) => (isOut ? negate(text) : text);
  return {
    ...{ accountId, date, payee, status, note: note ?? "", direction: isOut ? "out" : "in" },
    amount: asTyped(amount.amount),
    lines: lines.map((line) => ({
      categoryId: line.categoryId,
      amount: asTyped(line.amount.amount),
      note: line.note ?? "",
    })),
  };
}

const negate = (amount: string) => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** Complaints by field; `lines` is about their sum. */
export type Complaints = Partial<
  Record<"accountId" | "date" | "payee" | "amount" | "lines", string>
>;

/** What the server would refuse, in the form's words. */
export function validateDraft(draft: Draft, currency: string): Complaints {
  const amount = completeAmount(draft.amount, currency);
  return {
    ...(draft.accountId === "" && { accountId: "Choose an account." }),
    ...(draft.date === "" && { date: "Enter a date." }),
    ...(draft.payee.trim() === "" && { payee: "Enter the payee." }),
    ...(amount === null && {
      amount: "Enter the amount with one decimal mark and no others, such as 1250.50.",
    }),
    ...(amount?.startsWith("-") && { amount: "Leave out the sign, and choose In or Out." }),
    ...(draft.lines.length > 1 && amount !== null && complainAboutLines(draft, currency)),
  };
}

function complainAboutLines(draft: Draft, currency: string): Complaints {
  const open = openAmount(draft, currency);
  if (open === null) return { lines: "Enter an amount for each part, such as 12.50." };
  return open === 0n ? {} : { lines: "The parts must add up to the whole amount." };
}

/** The rest of the whole that no part takes, in minor units; null while an amount is invalid. */
export function openAmount({ amount, lines }: Draft, currency: string): bigint | null {
  const texts = [amount, ...lines.map((line) => line.amount)].map((text) =>
    completeAmount(text, currency),
  );
  const [whole, ...parts] = texts.map((text) => (text === null ? null : toMinor(text)));
  if (whole === null || whole === undefined) return null;
  return parts.reduce((open, part) => (open === null || part === null ? null : open - part), whole);
}

/** A row for `transactions.create`. The draft must be without complaints. */
export function toNewTransaction(draft: Draft, currency: string): NewTransaction {
  const { accountId, date, payee, note, status } = draft;
  return {
    ...{ accountId, date, payee, status, amount: amountOf(draft.amount, draft, currency) },
    ...(note.trim() !== "" && { note }),
    ...linesOf(draft, currency),
  };
}

/**
 * What differs from the transaction as it is, for `transactions.update`; null when nothing does.
 * The draft must be without complaints.
 */
export function toPatch(before: Transaction, draft: Draft): Patch | null {
  const { currency } = before.amount;
  const was = toDraft(before);
  const amount = amountOf(draft.amount, draft, currency);
  const haveLinesChanged = JSON.stringify(draft.lines) !== JSON.stringify(was.lines);
  const isAmountNew = amount.amount !== before.amount.amount;
  const needsLines =
    before.kind === "regular" && (haveLinesChanged || (isAmountNew && draft.lines.length > 1));
  const patch: Patch = {
    ...(draft.date !== was.date && { date: draft.date }),
    ...(draft.payee !== was.payee && { payee: draft.payee }),
    ...(draft.note !== was.note && { note: draft.note }),
    ...(draft.status !== was.status && { status: draft.status }),
    ...(isAmountNew && { amount }),
    ...(needsLines && linesOf(draft, currency)),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

function linesOf(draft: Draft, currency: string): Pick<NewTransaction, "lines" | "categoryId"> {
  const [only, ...more] = draft.lines;
  if (only === undefined || more.length === 0) return { categoryId: only?.categoryId ?? null };
  return {
    lines: draft.lines.map(({ categoryId, amount, note }) => ({
      categoryId,
      amount: amountOf(amount, draft, currency),
      ...(note.trim() !== "" && { note }),
    })),
  };
}

function amountOf(typed: string, { direction }: Draft, currency: string) {
  const minor = toMinor(completeAmount(typed, currency) ?? "0");
  return fromMinor(direction === "out" ? -minor : minor, currency);
}
