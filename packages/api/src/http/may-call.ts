import { expandScopes } from "@pfn/keys";
import type { Principal } from "../common/principal";
import type { Access } from "../procedures/procedure-meta";
import type { Call } from "./call-procedure";
import { PROCEDURES } from "./procedure-table";

/**
 * Whether a procedure would let this caller in, so that nothing is read for a call that it refuses.
 * It says yes or no alone: the refusal, and its record, are the procedure's own.
 */
export function mayCall(
  principal: Principal | null,
  { path, type }: Pick<Call, "path" | "type">,
): boolean {
  const procedure = PROCEDURES.get(path);
  if (procedure?.type !== type || procedure.meta === undefined) return false;
  return isAdmitted(principal, procedure.meta.access);
}

function isAdmitted(principal: Principal | null, access: Access): boolean {
  if (access.kind === "public") return true;
  if (principal?.kind === "key") {
    if (access.kind === "session") return false;
    return access.scope === null || expandScopes(principal.scopes).has(access.scope);
  }
  if (principal === null || access.kind === "key") return false;
  return access.kind === "ledger" || access.role === undefined || principal.role === access.role;
}
