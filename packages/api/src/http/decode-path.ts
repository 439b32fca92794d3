import type { DomainError } from "../common/errors/domain-error";
import { refusal } from "../common/errors/refusal";

/** A part of a URL without its percent encoding; null when that is broken. */
export function decodePath(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export const badlyEncoded = (): DomainError =>
  refusal(
    "BAD_REQUEST",
    null,
    "The path is not well encoded.",
    "Encode it as UTF-8 percent encoding.",
  );
