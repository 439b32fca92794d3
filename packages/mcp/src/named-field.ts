/** A field that holds an id and may be given by name instead. */
export interface NamedField {
  /** The field that takes the name, e.g. `account` for `accountId`. */
  name: string;
  entity: "account" | "category";
}

/**
 * What stands beside `accountId`, `categoryId` and their like (`fromAccountId`); null for any other
 * field.
 */
export function namedField(id: string): NamedField | null {
  const match = /^(?:account|category|\w+(?:Account|Category))(?=Id$)/.exec(id);
  if (match === null) return null;
  const [name] = match;
  return { name, entity: /account$/i.test(name) ? "account" : "category" };
}
