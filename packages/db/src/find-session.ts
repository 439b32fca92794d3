import type { Engine } from "./engine";
import { joinLookups } from "./join-lookups";

/** A login of an active user that has not been ended. The caller judges whether it has expired. */
export interface StoredSession {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: "admin" | "member";
  confirmedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  /** The user's live ledger. */
  ledgerId: string;
  /** ISO 4217 code. */
  baseCurrency: string;
  /** IANA name. */
  timezone: string;
}

/** Reads the logins whose ids are in the list `$1`, with facts of the user and the live ledger. */
const FIND_SESSIONS = `
  select s.id, s.user_id as "userId", u.name, u.email, u.role, s.confirmed_at as "confirmedAt",
         s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", l.id as "ledgerId",
         l.base_currency as "baseCurrency", l.timezone
  from login_sessions s
  join users u on u.id = s.user_id and u.status = 'active'
  join ledgers l on l.user_id = u.id and l.mode = 'live'
  where s.id = any($1::uuid[]) and s.ended_at is null`;

const LIMITS = { maxKeys: 500, withinMs: 2_900 };

/**
 * Makes the lookup for requests that carry a cookie. It searches by id, in one prepared statement
 * that simultaneous lookups share. Nothing is cached. When the database is in trouble, the lookup
 * rejects within 3 s (F1).
 */
export function createFindSession(engine: Engine): (id: string) => Promise<StoredSession | null> {
  return joinLookups<StoredSession>(async (ids) => {
    const rows = await engine.query<StoredSession>({
      name: "pfn_find_sessions",
      text: FIND_SESSIONS,
      values: [`{${ids.join(",")}}`],
      withinMs: LIMITS.withinMs,
      isLookup: true,
    });
    return new Map(rows.map((session) => [session.id, session]));
  }, LIMITS);
}
