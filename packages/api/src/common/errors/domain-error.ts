import type { Scope } from "@pfn/keys";
import type { QuotaState } from "../quota";
import { type DomainErrorCode, STATUS } from "./error-codes";

/** One refused field of an input. */
export interface FieldError {
  /**
   * Dotted path into the input, e.g. `transactions.0.amount.amount`; empty for the input itself.
   */
  path: string;
  detail: string;
  /** Set where the error names a row: who may not read such rows is not told of it. */
  readWith?: Scope;
}

/**
 * What a refusal says in place of its own words to callers who may know the rows that it is about.
 */
export interface WordsForReaders {
  /** The scope that reads those rows. */
  scope: Scope;
  message?: string;
  hint?: string;
}

/** What was wrong with the credential of a call; it decides how the caller is challenged. */
export type CredentialFault = "missing" | "invalid" | "misplaced" | "no metrics token";

/** What a {@link DomainError} may say beside its message. */
export interface DomainErrorDetails {
  /** What to do about it: the remedy, or what to ask the ledger's owner for. */
  hint?: string;
  /** Dotted path of the field that is at fault. */
  path?: string;
  /** All refused fields, when there are several. */
  errors?: FieldError[];
  credential?: CredentialFault;
  /** The scopes that the calling key would need beside its own. */
  missingScopes?: readonly Scope[];
  /** How long to wait before the same call may succeed. */
  retryAfterSeconds?: number;
  /** The quota that the caller has used up. */
  quota?: QuotaState;
  /** The methods that exist in place of the one that was refused. */
  methods?: readonly string[];
  /** True when the rest of the body is still on its way and nobody will read it. */
  leavesBodyUnread?: true;
  /**
   * Words that name ids, names or figures of the ledger. A message and a hint themselves never do.
   */
  forReaders?: WordsForReaders;
  cause?: unknown;
}

/**
 * A refusal that the caller may read. Anything else that is thrown is a bug and leaves as a bare
 * 500. Outside this folder refusals are made by `refusal` and by the named ones beside it.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    readonly details: DomainErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }

  get hint(): string | undefined {
    return this.details.hint;
  }

  get path(): string | undefined {
    return this.details.path;
  }

  get errors(): FieldError[] | undefined {
    return this.details.errors;
  }

  get missingScopes(): readonly Scope[] {
    return this.details.missingScopes ?? [];
  }

  get status(): number {
    return STATUS[this.code].status;
  }

  /** The refusal in the words for a caller who may read what `may` says. */
  toldTo(may: (scope: Scope) => boolean): DomainError {
    const { forReaders, errors = [], ...details } = this.details;
    const words = forReaders !== undefined && may(forReaders.scope) ? forReaders : undefined;
    const told = errors
      .filter(({ readWith }) => readWith === undefined || may(readWith))
      .map(({ path, detail }) => ({ path, detail }));
    return new DomainError(this.code, words?.message ?? this.message, {
      ...details,
      ...(words?.hint === undefined ? {} : { hint: words.hint }),
      ...(told.length === 0 ? {} : { errors: told }),
    });
  }
}
