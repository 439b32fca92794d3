/**
 * A large write stopped at a part's end because the owner's own call was waiting for the one
 * connection. Thrown inside `transaction`, it rolls back what was written so far, and the work runs
 * again once the urgent call is over. Its `code`, PostgreSQL's "lock not available", tells a caller
 * who sees it that waiting helps.
 */
export class GaveWay extends Error {
  override readonly name = "GaveWay";
  readonly code = "55P03";

  constructor() {
    super("A more urgent call had to go first");
  }
}
