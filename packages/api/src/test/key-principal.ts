import type { Scope } from "@pfn/keys";
import { newId } from "../common/ids";
import type { KeyPrincipal } from "../common/principal";

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
