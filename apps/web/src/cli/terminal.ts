import type { Env } from "#server/env.ts";

/** What a command may touch of the world. */
export interface Terminal {
  /** Throws a StartError that names a bad variable. */
  readEnv: () => Env;
  say: (line: string) => void;
  complain: (line: string) => void;
}

/** What followed the command's name. */
export interface Given {
  operands: readonly string[];
  options: {
    force?: boolean | undefined;
    "revoke-all"?: boolean | undefined;
    user?: string | undefined;
    into?: string | undefined;
    keep?: string | undefined;
  };
}

/** A command was called wrongly. The message is printed with a pointer to the help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
