/** What each procedure that writes to a ledger did, in words. */
const WORDS: Readonly<Record<string, string>> = {
  "accounts.create": "Added an account",
  "accounts.update": "Changed an account",
  "accounts.close": "Closed an account",
  "accounts.reopen": "Reopened an account",
  "accounts.assertBalance": "Stated a balance",
  "categories.create": "Added a category",
  "categories.update": "Changed a category",
  "categories.merge": "Merged categories",
  "categories.archive": "Archived a category",
  "categories.unarchive": "Unarchived a category",
  "transactions.create": "Added transactions",
  "transactions.update": "Changed transactions",
  "transactions.delete": "Deleted transactions",
  "transfers.create": "Added a transfer",
  "transfers.link": "Linked two transactions as a transfer",
  "transfers.unlink": "Unlinked a transfer",
  "imports.commit": "Imported a bank file",
  "operations.undo": "Undid a change",
  "operations.undoMany": "Undid a key’s changes",
  "ledger.create": "Created the ledger",
  "ledger.fillDemo": "Filled in demo data",
  "ledger.removeDemo": "Removed demo data",
  "ledger.resetTest": "Reset the test ledger",
};

/**
 * What an operation was, for its ledger's owner; a procedure without words keeps its name.
 *
 * @example describeProcedure("transactions.create") // "Added transactions"
 */
export const describeProcedure = (procedure: string): string => WORDS[procedure] ?? procedure;
