import { dictionary } from "@zxcvbn-ts/language-common";
import { refusal } from "../common/errors/refusal";

/** Lower case, most frequent first. */
const COMMON: ReadonlySet<string> = new Set(dictionary["passwords-common"]);

/**
 * @throws DomainError BAD_REQUEST when the password stands, in any case, on the list of those that
 * are tried first (S7)
 */
export function refuseCommonPassword(password: string, path: string): void {
  if (!COMMON.has(password.toLowerCase())) return;
  throw refusal(
    "BAD_REQUEST",
    path,
    "this password is on the lists that attackers try first.",
    "Choose another, for example four words that have nothing to do with each other.",
  );
}
