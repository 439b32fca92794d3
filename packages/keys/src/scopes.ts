/**
 * The closed list of everything that a key can be allowed (A5). It has no wildcard. Managing keys,
 * passwords and people is not in it (A3). All lists of scopes keep this order.
 */
export const SCOPES = [
  "accounts:read",
  "accounts:write",
  "categories:read",
  "categories:write",
  "transactions:read",
  "transactions:create",
  "transactions:categorize",
  "transactions:write",
  "reports:read",
  "imports:write",
  "operations:read",
] as const;

/** One permission of a key, such as `transactions:read`. */
export type Scope = (typeof SCOPES)[number];

/** A scope in words for the owner: its name, what it allows, and whether it reads or writes. */
export type ScopeInfo = {
  readonly title: string;
  readonly allows: string;
  readonly kind: "read" | "write";
};

/** Each scope in words, for the screen where the owner chooses. They say what is enforced (A5). */
export const SCOPE_INFO: Readonly<Record<Scope, ScopeInfo>> = {
  "accounts:read": {
    title: "See accounts",
    allows: "See your accounts: names, types, notes and balances.",
    kind: "read",
  },
  "accounts:write": {
    title: "Manage accounts",
    allows: "Add accounts with an opening balance, change their details, close and reopen them.",
    kind: "write",
  },
  "categories:read": {
    title: "See categories",
    allows: "See the names of your categories and how they are arranged.",
    kind: "read",
  },
  "categories:write": {
    title: "Manage categories",
    allows:
      "Add, rename and archive categories, and merge two into one, which moves their " +
      "transactions along.",
    kind: "write",
  },
  "transactions:read": {
    title: "See transactions",
    allows:
      "See and export every transaction: date, amount, payee, note and the bank's own text. " +
      "Names of accounts and categories take their own permissions.",
    kind: "read",
  },
  "transactions:create": {
    title: "Add transactions",
    allows:
      "Add new transactions, which changes balances. What is already there can be neither " +
      "changed nor deleted.",
    kind: "write",
  },
  "transactions:categorize": {
    title: "Categorize transactions",
    allows:
      "Set a transaction's categories, payee, note and review mark. Never its date, amount or " +
      "account.",
    kind: "write",
  },
  "transactions:write": {
    title: "Change and delete transactions",
    allows:
      "Add, categorize, change and delete transactions, amounts and dates included, and record " +
      "transfers between your accounts. Only your records change: no real money moves.",
    kind: "write",
  },
  "reports:read": {
    title: "See totals",
    allows:
      "See sums by category, month and account, never a merchant. A sum over one transaction is " +
      "its amount.",
    kind: "read",
  },
  "imports:write": {
    title: "Import bank files",
    allows:
      "Upload a bank's file, preview it and add its new transactions to an account, changing " +
      "none that is there. You can undo an import.",
    kind: "write",
  },
  "operations:read": {
    title: "See all activity",
    allows:
      "See what you and all your keys have done, when and why. Without it a key sees only what " +
      "it did itself; changed rows show only with the permission that reads them.",
    kind: "read",
  },
};

/** The name of a preset. */
export type PresetId =
  | "read-only"
  | "totals-only"
  | "categorizer"
  | "importer"
  | "bookkeeper"
  | "full";

/** A choice of scopes for one kind of work. */
export type Preset = {
  readonly id: PresetId;
  readonly title: string;
  readonly description: string;
  readonly scopes: readonly Scope[];
};

/**
 * The presets, in the order in which to offer them. Preselect the first, read-only (A5). Each lists
 * implied scopes too, so what is stored and shown is all that the key can do.
 */
export const PRESETS: readonly Preset[] = [
  {
    id: "read-only",
    title: "Read-only",
    description: "Sees your accounts, categories, transactions and totals. Changes nothing.",
    scopes: ["accounts:read", "categories:read", "transactions:read", "reports:read"],
  },
  {
    id: "totals-only",
    title: "Totals only",
    description:
      "Sees how much came in and went out, never a merchant or a list of transactions. Changes " +
      "nothing.",
    scopes: ["reports:read"],
  },
  {
    id: "categorizer",
    title: "Categorizer",
    description:
      "Sees your ledger and tidies it: categories, payees and notes. Never an amount, a date or " +
      "an account.",
    scopes: [
      "accounts:read",
      "categories:read",
      "transactions:read",
      "transactions:categorize",
      "reports:read",
    ],
  },
  {
    id: "importer",
    title: "Importer",
    description:
      "Sees accounts, categories and transactions, and adds new ones from bank files. Never " +
      "changes old ones.",
    scopes: [
      "accounts:read",
      "categories:read",
      "transactions:read",
      "transactions:create",
      "imports:write",
    ],
  },
  {
    id: "bookkeeper",
    title: "Bookkeeper",
    description:
      "Keeps your books: adds, imports, changes and deletes transactions and manages categories. " +
      "Opening and closing accounts stays with you.",
    scopes: [
      "accounts:read",
      "categories:read",
      "categories:write",
      "transactions:read",
      "transactions:create",
      "transactions:categorize",
      "transactions:write",
      "reports:read",
      "imports:write",
    ],
  },
  {
    id: "full",
    title: "Full",
    description:
      "Everything a key can do, accounts and the activity of your other keys included. Keys, " +
      "password and people stay with you.",
    scopes: SCOPES,
  },
];

/** Returns whether a value is exactly a scope of the closed list. */
export function isScope(value: unknown): value is Scope {
  return SCOPES.some((scope) => scope === value);
}

/**
 * Returns the granted scopes and the scopes that they imply. A text that is no scope grants nothing
 * (A1).
 *
 * @example expandScopes(["transactions:write"]) // … and "transactions:create",
 *   "transactions:categorize"
 */
export function expandScopes(granted: Iterable<string>): ReadonlySet<Scope> {
  const allowed = new Set<Scope>();
  for (const scope of granted) {
    if (!isScope(scope)) continue;
    allowed.add(scope);
    if (scope === "transactions:write")
      allowed.add("transactions:create").add("transactions:categorize");
  }
  return allowed;
}

/**
 * Returns each required scope that the granted scopes do not allow, once, in the order of `SCOPES`.
 * An empty list means allowed.
 *
 * A required scope outside the closed list is always missing (A1). `missingScopes(before, after)`
 * judges a change of scopes: it is empty when nothing is gained.
 *
 * @example missingScopes(["accounts:read"], ["reports:read", "accounts:write"]) //
 *   ["accounts:write", "reports:read"]
 */
export function missingScopes(granted: Iterable<string>, required: Iterable<Scope>): Scope[] {
  const allowed = expandScopes(granted);
  const missing = [...new Set(required)].filter((scope) => !allowed.has(scope));
  return missing.sort((a, b) => SCOPES.indexOf(a) - SCOPES.indexOf(b));
}
