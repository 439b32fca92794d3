/**
 * The database did not answer in time. Its `code` is that of PostgreSQL's own cancelled statements.
 */
export class DatabaseTimeoutError extends Error {
  override readonly name = "DatabaseTimeoutError";
  readonly code = "57014";

  constructor(milliseconds: number) {
    super(`The database did not answer within ${milliseconds} ms`);
  }
}

/**
 * Settles as `work` does, or rejects with a {@link DatabaseTimeoutError} after `milliseconds`. A
 * database that is frozen or unreachable sends nothing, not even an error, so only a clock on this
 * side ends the wait (F1, F2).
 */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseTimeoutError(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
