import type { Scope } from "@pfn/keys";
import type { LedgerMode, Role } from "./vocabulary";

/** A signed-in person. Role and status were read from the database for this request (S3). */
export interface SessionPrincipal {
  kind: "session";
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  role: Role;
  /** When the password was last proven in this session (K10). */
  confirmedAt: Date;
  ledgerId: string;
  mode: "live";
  baseCurrency: string;
  timezone: string;
}

/** A valid integration key. Everything here was read by the one statement that verified it. */
export interface KeyPrincipal {
  kind: "key";
  keyId: string;
  userId: string;
  label: string;
  /** As granted and as shown to the owner. */
  scopes: readonly Scope[];
  expiresAt: Date | null;
  ledgerId: string;
  mode: LedgerMode;
  baseCurrency: string;
  timezone: string;
}

/**
 * The caller. `null` stands for nobody; a bad credential is refused before it could become a
 * principal.
 */
export type Principal = SessionPrincipal | KeyPrincipal;

/** Where a call comes from. The owner of a key sees it as "last used from". */
export interface CallerParts {
  ip: string | null;
  userAgent: string | null;
}
