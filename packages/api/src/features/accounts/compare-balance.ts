import type { z } from "zod";
import type { AccountType } from "./schema";

/** What owes money has a bank that may state the debt without its minus. */
const LIABILITIES: readonly string[] = ["credit_card", "loan", "other_liability"];

/** Whether an account of this type is a debt. */
export const isLiability = (type: z.infer<typeof AccountType>): boolean =>
  LIABILITIES.includes(type);

interface Balances {
  /** As the bank states it. Minor units. */
  stated: bigint;
  /** The ledger's. Minor units. */
  computed: bigint;
  isLiability: boolean;
}

/** How a stated balance was compared, and what is left between the two. Minor units. */
export interface Comparison {
  comparedAs: "balance" | "owed";
  gap: bigint;
}

/**
 * Compares a stated balance with the ledger's. Banks state what is owed on a card or a loan with or
 * without a minus, so such a balance is compared both ways and the nearer one counts.
 *
 * @example compareBalance({ stated: 12_345n, computed: -12_345n, isLiability: true }) // owed, 0n
 */
export function compareBalance({ stated, computed, isLiability: owes }: Balances): Comparison {
  const [asBalance, asOwed] = [stated - computed, stated + computed];
  return owes && magnitude(asOwed) < magnitude(asBalance)
    ? { comparedAs: "owed", gap: asOwed }
    : { comparedAs: "balance", gap: asBalance };
}

const magnitude = (minor: bigint) => (minor < 0n ? -minor : minor);
