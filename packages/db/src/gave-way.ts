/**
 * A large write stopped between two parts, because an urgent call of the owner was waiting for the
 * one connection. Thrown inside `inTransaction`, it rolls back the write, which runs again after
 * the urgent call. Its `code` is PostgreSQL's "lock not available": a caller should wait.
 */
export class GaveWay extends Error {
  override readonly name = "GaveWay";
  readonly code = "55P03";

  constructor() {
    super("A more urgent call had to go first");
  }
}
