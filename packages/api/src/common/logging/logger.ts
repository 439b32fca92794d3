import pino, { type DestinationStream, type Logger as PinoLogger } from "pino";
import { redact } from "./redact";

export type Logger = PinoLogger;

/**
 * One JSON line per event (L1): UTC time, level, event and the fields of the event. Secrets are
 * left out by the name of their field and masked by their form, wherever in the line they stand
 * (L2). Amounts, payees and notes have no place in a log (L3): callers pass ids only.
 *
 * @example createLogger({ level: "info" }).info({ event: "key.revoked", keyId }, "key revoked");
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Errors are plain objects by then.
      serializers: { err: (value: unknown) => value },
      hooks: {
        // Before pino looks at anything: it would ask what it is given for fields, and texts must
        // be masked before they are JSON.
        logMethod(args, log) {
          const [fields, message] = args.map(redact);
          if (message === undefined) log.call(this, fields);
          else log.call(this, fields, String(message));
        },
        streamWrite: escapeInvisible,
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** JSON leaves characters alone that end lines, steer terminals or turn the text around (L1). */
function escapeInvisible(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
