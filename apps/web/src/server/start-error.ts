/**
 * Something the administrator can put right. The message says what is wrong and what to do, in one
 * line, without any secret.
 */
export class StartError extends Error {
  override readonly name = "StartError";
}
