import { expandScopes, type Scope } from "@pfn/keys";

/**
 * Who reads what: every kind of text, id and amount in a ledger, and the scopes that read it. Each
 * entry is a list of ways, and each way the scopes that it takes together. Beside this a caller may
 * be told three things: what it sent in the very call, the ids of rows that the very call adds, and
 * why the call was refused. The currency of an account is such a reason: no amount can be written
 * without it.
 */
const READERS = {
  /** An import names the account that its key chose. */
  accountId: [["accounts:read"], ["transactions:read"], ["reports:read"], ["imports:write"]],
  accountText: [["accounts:read"]],
  accountName: [["accounts:read"], ["reports:read"]],
  balance: [["accounts:read"], ["reports:read"]],
  categoryId: [["categories:read"], ["transactions:read"], ["reports:read"]],
  categoryName: [["categories:read"], ["reports:read"]],
  transactionId: [["transactions:read"]],
  transactionText: [["transactions:read"]],
  /**
   * Of one transaction. A sum over a single one is its amount all the same: here each group of a
   * report has several.
   */
  transactionAmount: [["transactions:read"]],
  transferId: [["transactions:read"]],
  importId: [["transactions:read"]],
  fileName: [
    ["transactions:read", "imports:write"],
    ["transactions:read", "operations:read"],
  ],
  /** An operation that another key or the owner wrote. */
  operationId: [["operations:read"], ["transactions:read"]],
  reason: [["operations:read"]],
  keyId: [["operations:read"], ["transactions:read"]],
  keyLabel: [["operations:read"]],
} as const satisfies Readonly<Record<string, readonly (readonly Scope[])[]>>;

export type Kind = keyof typeof READERS;

/** A text that stands for one thing in a ledger and occurs nowhere else. */
export interface Marker {
  kind: Kind;
  text: string;
}

/** Whether scopes read a kind. */
export function mayRead(scopes: readonly Scope[], kind: Kind): boolean {
  const held = expandScopes(scopes);
  const ways: readonly (readonly Scope[])[] = READERS[kind];
  return ways.some((way) => way.every((scope) => held.has(scope)));
}
