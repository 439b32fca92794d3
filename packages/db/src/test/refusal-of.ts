import { inspect } from "node:util";

/**
 * What the database refused about this: the error with all it wraps, as text. Throws when it was
 * accepted.
 */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    return inspect(error, { depth: 8 });
  }
  throw new Error("The database accepted it");
}
