import type { Scope } from "@pfn/keys";
import type { ProcedureDoc } from "./procedure-doc";

/**
 * Who may call a procedure. Written into its metadata and compared with the committed access table
 * (A1).
 */
export type Access =
  | { kind: "public" }
  | { kind: "session"; role?: "admin" }
  /** `scope: null` = any valid key. */
  | { kind: "key"; scope: Scope | null }
  | { kind: "ledger"; scope: Scope | null };

export interface ProcedureMeta {
  access: Access;
  /** True when the procedure writes to the ledger, and so runs inside one operation. */
  writes?: true;
  /** True when the procedure stops somebody, and so waits for nobody's long write (K6). */
  isUrgent?: true;
  /**
   * What the endpoints for programs tell about it. Every procedure that a key reaches has one: its
   * constructor takes no less.
   */
  doc?: ProcedureDoc;
}

/** The scopes that a key needs at least. */
export const scopesOf = (access: Access): Set<Scope> =>
  new Set("scope" in access && access.scope !== null ? [access.scope] : []);
