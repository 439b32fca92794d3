import type { RouterOutputs } from "@pfn/api";

type AuditEvent = RouterOutputs["profile"]["audit"]["items"][number];

/** How many events the page shows at first, and how many more at a time. */
export const AUDIT_PAGE = 10;

const WORDS: Record<AuditEvent["event"], string> = {
  "account.created": "Account created",
  "account.signUpRefused": "Somebody tried to sign up with this address",
  "account.renamed": "Name changed",
  "account.passwordChanged": "Password changed",
  "account.roleChanged": "Role changed",
  "account.suspended": "Account suspended",
  "account.unsuspended": "Account reopened",
  "session.started": "Signed in",
  "session.refused": "Sign-in refused",
  "session.ended": "Signed out",
  "key.created": "Key created",
  "key.updated": "Key changed",
  "key.rotated": "Key rotated",
  "key.revoked": "Key revoked",
  "key.newNetwork": "Key used from a new network",
  "key.newClient": "Key used by a new program",
  "invitation.created": "Somebody invited",
  "invitation.revoked": "Invitation taken back",
  "invitation.used": "Invitation used",
};

const REASONS: Readonly<Record<string, string>> = {
  rotated: "replaced by a new one",
  burned: "somebody reported it as found",
  idle: "nobody had used it for long",
  account: "with the account's password or state",
};

/**
 * What happened, in few words.
 *
 * @example describeAudit({ event: "key.revoked", key: { label: "Agent" }, details: { reason:
 *   "burned" } }) // "Key revoked: Agent (somebody reported it as found)"
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
