import type { RouterOutputs } from "@pfn/api";

type AuditEvent = RouterOutputs["profile"]["audit"]["items"][number];

/** Events that the page shows at first, and with each "Load more". */
export const AUDIT_PAGE = 10;

const WORDS: Record<AuditEvent["event"], string> = {
  "account.created": "Account created",
  "account.signUpRefused": "Someone tried to sign up with this address",
  "account.renamed": "Name changed",
  "account.passwordChanged": "Password changed",
  "account.roleChanged": "Role changed",
  "account.suspended": "Account suspended",
  "account.unsuspended": "Account reactivated",
  "session.started": "Signed in",
  "session.refused": "Sign-in refused",
  "session.ended": "Signed out",
  "key.created": "Key created",
  "key.updated": "Key changed",
  "key.rotated": "Key rotated",
  "key.revoked": "Key revoked",
  "key.newNetwork": "Key used from a new network",
  "key.newClient": "Key used by a new program",
  "invitation.created": "Invitation created",
  "invitation.revoked": "Invitation revoked",
  "invitation.used": "Invitation used",
};

const REASONS: Readonly<Record<string, string>> = {
  rotated: "replaced by a new one",
  burned: "reported as leaked",
  idle: "unused for a long time",
  account: "because the account changed",
};

/**
 * Describes an event in a few words.
 *
 * @example describeAudit({ event: "key.revoked", key: { label: "Agent" }, details: { reason:
 *   "burned" } }) // "Key revoked: Agent (reported as leaked)"
 */
export function describeAudit({
  event,
  key,
  details,
}: Pick<AuditEvent, "event" | "key" | "details">): string {
  const what = event === "session.ended" && details.all ? "Signed out everywhere" : WORDS[event];
  const which = key?.label ?? (event === "account.roleChanged" ? details.role : undefined);
  const why = REASONS[details.reason ?? ""] ?? details.network ?? details.client;
  return `${what}${which === undefined ? "" : `: ${which}`}${why === undefined ? "" : ` (${why})`}`;
}
