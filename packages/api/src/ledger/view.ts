import { expandScopes, type Scope } from "@pfn/keys";
import type { Principal } from "../common/principal";
import type { EntityName } from "./entities/entities";

/**
 * The scope that reads a kind of row: its ids, texts and amounts, in whatever answer or refusal
 * they would stand. An import is a list of transactions; what a key uploaded itself it may look at
 * again (`imports/visible-imports.ts`).
 */
export const READ_WITH: Readonly<Record<EntityName, Scope>> = {
  account: "accounts:read",
  category: "categories:read",
  import: "transactions:read",
  transaction: "transactions:read",
  transfer: "transactions:read",
};

/** Whether a caller may be told what a scope reads. The owner may be told all. */
export const may = (principal: Principal, scope: Scope): boolean =>
  principal.kind === "session" || expandScopes(principal.scopes).has(scope);

/** The kinds of rows that a caller reads. */
export const readableEntities = (principal: Principal): EntityName[] =>
  ENTITY_NAMES.filter((entity) => may(principal, READ_WITH[entity]));

const ENTITY_NAMES = [
  "account",
  "category",
  "import",
  "transaction",
  "transfer",
] as const satisfies EntityName[];

/**
 * The scope that reads an entity by the name that stands in the log. @throws Error for a name of no
 * entity
 */
export function scopeThatReads(entity: unknown): Scope {
  const known = ENTITY_NAMES.find((name) => name === entity);
  if (known === undefined) throw new Error("The log names an unknown entity.");
  return READ_WITH[known];
}
