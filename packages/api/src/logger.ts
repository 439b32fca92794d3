import pino, { type DestinationStream, type Logger as PinoLogger } from "pino";
import { redactFields } from "./redact";

export type Logger = PinoLogger;

/**
 * One JSON line per event (L1): UTC time, level, event and the fields of the event. Secrets are left out by the name of their field and
 * masked by their form, wherever in the line they stand (L2). Amounts, payees and notes have no place in a log (L3): callers pass ids only.
 *
 * @example createLogger({ level: "info" }).info({ event: "key.revoked", keyId }, "key revoked");
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      // Errors are plain objects by then.
      serializers: { err: (value: unknown) => value },
      hooks: { streamWrite: (line) => escapeInvisible(maskSecrets(line)) },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** A key ends where another begins: two in a row are two. Also as a URL writes it, with `%5F` for `_`. */
const KEY = /pfn(?:_|%5F)(live|test)(?:_|%5F)(?:(?!pfn(?:_|%5F)(?:live|test))[0-9A-Za-z])+/gi;
const CREDENTIALS = /\b(basic|bearer) +[\w.~+/=-]{16,}/gi;
const URL_PASSWORD = /(:\/\/[^:/?#\s"]*):[^@/\s"]+@/g;
const DOTTED_WORD = /[\w.-]+/g;

/**
 * Masks secrets by their form: integration keys, JWTs, HTTP credentials, passwords inside URLs. Each pattern looks at a character a bounded
 * number of times, so that no text a stranger sends can hold the process up.
 */
function maskSecrets(line: string): string {
  const masked = line
    .replace(KEY, "pfn_$1_[redacted]")
    .replace(CREDENTIALS, "$1 [redacted]")
    .replace(URL_PASSWORD, "$1:[redacted]@");
  return masked.includes("eyJ") ? masked.replace(DOTTED_WORD, (word) => (isJwt(word) ? "[redacted]" : word)) : masked;
}

/** Three parts or more, one of which begins like the JSON of a header. */
const isJwt = (word: string) => /eyJ[\w-]{8}/.test(word) && word.split(".", 3).length === 3;

/** JSON leaves characters alone that end lines, steer terminals or turn the text around (L1). */
function escapeInvisible(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
