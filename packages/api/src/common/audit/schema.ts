import { z } from "zod";
import { Id, Instant, PageInput, pageOf } from "../fields";
import { AUDIT_EVENTS } from "./record-audit";

export const ListAuditInput = z.strictObject(PageInput).prefault({});
export type ListAuditInput = z.output<typeof ListAuditInput>;

/** One line of a person's own trail. */
export const AuditEvent = z.object({
  id: Id,
  at: Instant,
  event: z.enum(AUDIT_EVENTS),
  /** The key it is about, with the name it has now; null when it is about none. */
  key: z.object({ id: Id, label: z.string() }).nullable(),
  /**
   * Why, or to what: the reason of a revocation, the new role, the scopes of a key. Empty when
   * there is nothing to add.
   */
  details: z.object({
    reason: z.string().exactOptional(),
    role: z.string().exactOptional(),
    scopes: z.array(z.string()).exactOptional(),
    /** What the key was not used from before. */
    network: z.string().exactOptional(),
    client: z.string().exactOptional(),
    /** Every session was ended at once. */
    all: z.boolean().exactOptional(),
  }),
  /** Null when an administrator or pfn itself did it. */
  ip: z.string().nullable(),
  client: z.string().nullable(),
});
export const ListAuditOutput = pageOf(AuditEvent);
