import { CreateAccountInput } from "@pfn/api/schema/accounts";
import type { z } from "zod";
import { completeAmount } from "#ui/money.ts";

/** What the form holds: texts, as typed. */
export interface NewAccount {
  name: string;
  type: string;
  currency: string;
  /** Empty: nothing is on the account. */
  openingBalance: string;
}

const BAD_AMOUNT = "Enter the amount with one decimal mark and no others, such as 1250.50.";

/**
 * What the server is asked for.
 *
 * @throws ZodError when the form was not validated before
 */
export function toAccountInput(values: NewAccount): z.input<typeof CreateAccountInput> {
  return CreateAccountInput.parse(draftOf(values));
}

/** Complaints by field; the server's own schema decides. */
export function validateAccount(values: NewAccount): Partial<Record<keyof NewAccount, string>> {
  if (values.name.trim() === "") return { name: "Enter a name." };
  const hasBalance = values.openingBalance.trim() !== "";
  if (hasBalance && completeAmount(values.openingBalance, values.currency) === null)
    return { openingBalance: BAD_AMOUNT };
  const { error } = CreateAccountInput.safeParse(draftOf(values));
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path[0], message]));
}

function draftOf({ openingBalance, ...account }: NewAccount) {
  const amount = completeAmount(openingBalance, account.currency);
  return {
    ...account,
    ...(amount !== null && { openingBalance: { amount, currency: account.currency } }),
  };
}
