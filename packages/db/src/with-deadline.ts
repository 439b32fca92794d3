/** The database did not reply in time. Its `code` is PostgreSQL's for a cancelled statement. */
export class DatabaseTimeoutError extends Error {
  override readonly name = "DatabaseTimeoutError";
  readonly code = "57014";

  constructor(milliseconds: number) {
    super(`The database did not answer within ${milliseconds} ms`);
  }
}

/**
 * Settles as `work` does, or rejects with a {@link DatabaseTimeoutError} after `milliseconds`. A
 * frozen or unreachable database sends not even an error, so the wait needs a clock here (F1, F2).
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
