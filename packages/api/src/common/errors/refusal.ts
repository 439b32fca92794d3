import type { Scope } from "@pfn/keys";
import { DomainError, type DomainErrorDetails } from "./domain-error";
import type { DomainErrorCode } from "./error-codes";

/** What a refusal may say beside its path, text and hint. */
export interface RefusalDetails extends Omit<DomainErrorDetails, "path" | "hint" | "forReaders"> {
  /** What to say in place of the text or the hint to callers who hold `scope`. */
  forReaders?: { scope: Scope; what?: string; hint?: string };
}

/**
 * Makes a refusal, with one form for all of them: the field, what is wrong with it, and the remedy.
 *
 * @param path of the field at fault; null for the call itself, "" for the input itself
 * @param what begins in lower case after a path, and is a whole sentence without one
 *
 * @example throw refusal("CONFLICT", "accountId", "the account is closed.", "Reopen it.");
 *   // `accountId`: the account is closed.
 */
// biome-ignore lint/complexity/useMaxParams: Each is a part of the sentence, in its order.
export function refusal(
  code: DomainErrorCode,
  path: string | null,
  what: string,
  hint: string | null,
  { forReaders, ...details }: RefusalDetails = {},
): DomainError {
  const say = (text: string) => (path === null || path === "" ? text : `\`${path}\`: ${text}`);
  return new DomainError(code, say(what), {
    ...details,
    ...(path === null ? {} : { path }),
    ...(hint === null ? {} : { hint }),
    ...(forReaders === undefined ? {} : { forReaders: inWords(forReaders, say) }),
  });
}

function inWords(
  { what, ...words }: NonNullable<RefusalDetails["forReaders"]>,
  say: (text: string) => string,
): NonNullable<DomainErrorDetails["forReaders"]> {
  return what === undefined ? words : { ...words, message: say(what) };
}
