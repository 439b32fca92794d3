/** What a procedure of the API did, in words. */
const WORDS: Readonly<Record<string, string>> = {
  "accounts.create": "Added an account",
  "transactions.create": "Added transactions",
  "transactions.update": "Changed transactions",
  "operations.undo": "Undid a change",
  "ledger.fillDemo": "Filled in demo data",
};

/**
 * What an operation was, for its ledger's owner; a procedure without words keeps its name.
 *
 * @example describeProcedure("transactions.create") // "Added transactions"
 */
export const describeProcedure = (procedure: string): string => WORDS[procedure] ?? procedure;
