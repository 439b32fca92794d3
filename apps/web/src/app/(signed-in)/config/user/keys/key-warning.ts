import type { IntegrationKey } from "./key-words";

/** What will soon stop a key, and when. */
export interface KeyWarning {
  kind: "expiring" | "idle";
  at: string;
}

/** Null: nothing will stop this key within 14 days, or something has already. */
export function warningOf({
  state,
  expiresAt,
  idleAt,
}: Pick<IntegrationKey, "state" | "expiresAt" | "idleAt">): KeyWarning | null {
  if (state === "expiring" && expiresAt !== null) return { kind: "expiring", at: expiresAt };
  return state === "active" && idleAt !== null ? { kind: "idle", at: idleAt } : null;
}
