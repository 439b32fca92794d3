/**
 * The embedded database ended during its work, or is being opened anew. The `code` is PostgreSQL's
 * for a server that is starting.
 */
export class DatabaseLostError extends Error {
  override readonly name = "DatabaseLostError";
  readonly code = "57P03";

  constructor(message = "The embedded database ended and is being opened anew") {
    super(message);
  }
}
