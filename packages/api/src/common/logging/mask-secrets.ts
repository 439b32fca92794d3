/**
 * A key ends where another begins: two in a row are two. Also as a URL writes it, with `%5F` for
 * `_`.
 */
const KEY = /pfn(?:_|%5F)(live|test)(?:_|%5F)(?:(?!pfn(?:_|%5F)(?:live|test))[0-9A-Za-z])+/gi;
/** What the link of an invitation carries. */
const INVITATION = /pfn(?:_|%5F)invite(?:_|%5F)[0-9a-z]+/gi;
/** Also behind a letter: in JSON inside a text a line break ends in `n`. */
const CREDENTIALS = /(basic|bearer) +[\w.~+/=-]{16,}/gi;
const URL_PASSWORD = /(:\/\/[^:/?#\s]*):[^/?#\s]+@/g;
const DOTTED_WORD = /[\w.-]+/g;

/**
 * Masks secrets by their form (L2): integration keys, invitations, JWTs, HTTP credentials,
 * passwords inside URLs. Each pattern looks at a character a bounded number of times, so that no
 * text a stranger sends can hold the process up. It takes the text itself, not its JSON, of whose
 * escapes a mask could leave half.
 *
 * @example maskSecrets("sent Bearer abcdefghijklmnop") // "sent Bearer [redacted]"
 */
export function maskSecrets(text: string): string {
  const masked = text
    .replace(KEY, "pfn_$1_[redacted]")
    .replace(INVITATION, "pfn_invite_[redacted]")
    .replace(CREDENTIALS, "$1 [redacted]")
    .replace(URL_PASSWORD, "$1:[redacted]@");
  return masked.includes("eyJ")
    ? masked.replace(DOTTED_WORD, (word) => (isJwt(word) ? "[redacted]" : word))
    : masked;
}

/** Three parts or more, one of which begins like the JSON of a header. */
const isJwt = (word: string) => /eyJ[\w-]{8}/.test(word) && word.split(".", 3).length === 3;
