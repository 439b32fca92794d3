import type { RouterOutputs } from "@pfn/api";
import { PRESETS, type Scope } from "@pfn/keys/scopes";
import { count } from "#ui/count.ts";

/** A key as its owner sees it. */
export type IntegrationKey = RouterOutputs["integrationKeys"]["list"]["items"][number];

/** Whether the key opens anything right now. */
export const isWorking = ({ state }: Pick<IntegrationKey, "state">): boolean =>
  state === "active" || state === "expiring";

/** Why a key was revoked. */
export const REVOKED_REASONS: Readonly<
  Record<NonNullable<IntegrationKey["revokedReason"]>, string>
> = {
  owner: "by you",
  rotated: "replaced",
  burned: "reported as leaked",
  idle: "unused for a long time",
  account: "to protect your account",
};

/** Kinds of ledgers by the mode of the key. */
export const MODES = { live: "Live", test: "Test" } as const;

/**
 * The name of a choice of scopes: that of the preset with the same scopes, or how many there are.
 *
 * @example nameScopes(["reports:read"]) // "Totals only"
 */
export function nameScopes(scopes: readonly Scope[]): string {
  const preset = PRESETS.find(
    (candidate) =>
      candidate.scopes.length === scopes.length &&
      candidate.scopes.every((scope) => scopes.includes(scope)),
  );
  return preset?.title ?? count(scopes.length, "permission");
}
