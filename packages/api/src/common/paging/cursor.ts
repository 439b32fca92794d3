import { createHmac, timingSafeEqual } from "node:crypto";
import { refusal } from "../errors/refusal";

/** Whose cursor it is, and what signs it: the part of a call's context that counts here. */
export interface CursorIssuer {
  principal: { ledgerId: string };
  runtime: { secret: string };
}

/** What a cursor is good for: one list of one ledger with one set of filters. */
export interface CursorScope {
  list: string;
  filters: unknown;
}

/**
 * A keyset cursor: the sort key of the last row returned, signed so that it fits only the caller's
 * ledger, this list and these filters (I5). It holds no secret and does not expire.
 */
export function encodeCursor(
  ctx: CursorIssuer,
  scope: CursorScope,
  position: readonly string[],
): string {
  return sign(ctx, scope, Buffer.from(JSON.stringify(position)).toString("base64url"));
}

/**
 * @throws DomainError BAD_REQUEST when the cursor is not one that this list with these filters gave
 * out
 */
export function decodeCursor<Key extends readonly string[] = string[]>(
  ctx: CursorIssuer,
  scope: CursorScope,
  cursor: string,
): Key {
  const payload = cursor.slice(0, cursor.lastIndexOf("."));
  // Texts, not the bytes they stand for: base64 has several spellings of the same bytes.
  const given = Buffer.from(cursor);
  const expected = Buffer.from(sign(ctx, scope, payload));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refusal(
      "BAD_REQUEST",
      "cursor",
      "not one that this list with these filters gave out.",
      "Send `nextCursor` unchanged, with the same filters; leave `cursor` out to start over.",
    );
  }
  // The signature says that `encodeCursor` wrote it for this list, and so from such a key.
  const position: Key = JSON.parse(Buffer.from(payload, "base64url").toString());
  return position;
}

/**
 * The payload and, behind a point, what only this server makes of it for this ledger, list and
 * filters.
 */
function sign(ctx: CursorIssuer, scope: CursorScope, payload: string): string {
  const bound = JSON.stringify([ctx.principal.ledgerId, scope.list, scope.filters, payload]);
  const signature = createHmac("sha256", `cursor:${ctx.runtime.secret}`)
    .update(bound)
    .digest()
    .subarray(0, 16);
  return `${payload}.${signature.toString("base64url")}`;
}
