import { expandScopes, type Scope } from "@pfn/keys";
import type { Principal } from "../common/principal";
import { type ReservedPart, reservedParts } from "../common/read-with";
import { ENTITY_NAMES, type EntityName } from "./entities/entity-store";

/**
 * The scope that reads a kind of row: its ids, texts and amounts, in any answer or refusal
 * where they would stand. An import is a list of transactions. A key may look again at what it
 * uploaded itself (`imports/visible-imports.ts`).
 */
export const READ_WITH: Readonly<Record<EntityName, Scope>> = {
  account: "accounts:read",
  balanceCheck: "accounts:read",
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

/**
 * The scope that reads an entity by the name that stands in the log. @throws Error for a name of no
 * entity
 */
export function scopeThatReads(entity: unknown): Scope {
  const known = ENTITY_NAMES.find((name) => name === entity);
  if (known === undefined) throw new Error("The log names an unknown entity.");
  return READ_WITH[known];
}

/**
 * Takes what a caller's scopes do not read out of an answer. The answer is this call's own, and is
 * changed in place.
 */
export type HideUnread = (principal: Principal, answer: unknown) => void;

/**
 * The one place where answers are cut to what a caller's scopes read: made of the marks in an
 * answer's schema (`readWith`). It is asked when the answer leaves, so that what was stored for a
 * repeated request is cut for who asks now.
 */
export function hideUnreadOf(schema: unknown): HideUnread {
  const parts = reservedParts(schema);
  return (principal, answer) => {
    if (principal.kind === "session") return;
    for (const part of parts)
      if (part.reader === "kind" || !may(principal, part.reader))
        hide(answer, part, (row) => isUnread(principal, part, row));
  };
}

const ANSWERS = new Map<string, HideUnread>();

/**
 * Reads from their schemas what the answers of procedures reserve. Once, when the router is made.
 */
export function learnAnswers(procedures: ReadonlyMap<string, { output?: unknown }>): void {
  for (const [path, { output }] of procedures) ANSWERS.set(path, hideUnreadOf(output));
}

/**
 * Cuts the answer of a procedure. @throws Error for one of which nothing was learnt: what it
 * reserves is not known
 */
export function hideUnread(path: string, principal: Principal, answer: unknown): void {
  const hide = ANSWERS.get(path);
  if (hide === undefined)
    throw new Error("Nobody has read from this procedure's schema what its answer reserves.");
  hide(principal, answer);
}

function isUnread(principal: Principal, { reader }: ReservedPart, row: object): boolean {
  return reader !== "kind" || !may(principal, scopeThatReads(Reflect.get(row, "entity")));
}

/** Blanks the part in each row that has it: of a union's kinds only some do. */
function hide(value: unknown, part: ReservedPart, isMeant: (row: object) => boolean): void {
  const [name, ...path] = part.path;
  if (typeof value !== "object" || value === null || name === undefined) return;
  if (name === "*") {
    if (Array.isArray(value)) for (const item of value) hide(item, { ...part, path }, isMeant);
  } else if (Object.hasOwn(value, name)) {
    if (path.length > 0) hide(Reflect.get(value, name), { ...part, path }, isMeant);
    else if (isMeant(value)) blankField(value, name, part.blank);
  }
}

function blankField(row: object, name: string, blank: ReservedPart["blank"]): void {
  if (blank === "absent") Reflect.deleteProperty(row, name);
  else Reflect.set(row, name, blank === "null" ? null : []);
}
