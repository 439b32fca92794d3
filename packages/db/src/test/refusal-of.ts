import { inspect } from "node:util";

/**
 * Returns the error of a refused `attempt`, with all errors that it wraps, as text. Throws when the
 * database accepted it.
 */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    return inspect(error, { depth: 8 });
  }
  throw new Error("The database accepted it");
}
