import type { Scope } from "@pfn/keys";
import type { KeyPrincipal } from "../principal";
import { newId } from "../schema/new-id";

/** A key that calls with these scopes, of nobody in particular. */
export const keyPrincipal = (scopes: readonly Scope[]): KeyPrincipal => ({
  ...{
    kind: "key",
    keyId: newId(),
    userId: newId(),
    ledgerId: newId(),
    label: "Agent",
    scopes,
    expiresAt: null,
  },
  ...{ mode: "live", baseCurrency: "EUR", timezone: "UTC" },
});
