import { inTransaction } from "@pfn/db";
import { PRESETS, type Scope } from "@pfn/keys";
import type { SessionContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { DAY_MS } from "../../common/time/lengths";
import { requireFreshLogin } from "../../identity/fresh-login";
import { issueKey, refuseTooManyCreations, refuseTooManyKeys } from "./issue-key";
import { type CreateIntegrationKeyInput, MAX_LIFETIME_DAYS } from "./schema";

const DEFAULT_LIFETIME_DAYS = 90;

/**
 * Creates a key. The answer is the only place where it ever stands (K3).
 *
 * @throws DomainError FORBIDDEN when the password was proven more than ten minutes ago (K10),
 *   CONFLICT at 25 active keys (K9),
 * TOO_MANY_REQUESTS after ten keys within a day (R1),
 * BAD_REQUEST for an expiry in the past or more than a year away
 */
export async function createIntegrationKey(ctx: SessionContext, input: CreateIntegrationKeyInput) {
  const expiresAt = expiryOf(input, ctx.now());
  const scopes = scopesOf(input);
  return inTransaction(ctx.db, async (tx) => {
    await requireFreshLogin(ctx, tx);
    await refuseTooManyKeys(ctx, tx);
    await refuseTooManyCreations(ctx, tx);
    return issueKey(ctx, tx, {
      label: input.label,
      scopes,
      mode: input.mode,
      expiresAt,
      event: "key.created",
    });
  });
}

const scopesOf = ({ scopes, preset }: CreateIntegrationKeyInput): readonly Scope[] =>
  scopes ?? PRESETS.find(({ id }) => id === preset)?.scopes ?? [];

function expiryOf(
  { never, expiresAt, expiresInDays }: CreateIntegrationKeyInput,
  now: Date,
): Date | null {
  if (never === true) return null;
  if (expiresAt === undefined)
    return new Date(now.getTime() + (expiresInDays ?? DEFAULT_LIFETIME_DAYS) * DAY_MS);
  const moment = new Date(expiresAt);
  const leftMs = moment.getTime() - now.getTime();
  if (leftMs > 0 && leftMs <= MAX_LIFETIME_DAYS * DAY_MS) return moment;
  throw refusal(
    "BAD_REQUEST",
    "expiresAt",
    "must lie in the future, at most a year away.",
    "Choose a moment within a year, or `never: true` for a key that stays until you revoke it.",
  );
}
