import type { RouterOutputs } from "@pfn/api";
import { type ReactNode, type RefObject, useState } from "react";
import { RevealKeyDialog } from "./reveal-key-dialog";

type RevealedKey = RouterOutputs["integrationKeys"]["create"];

interface Reveal {
  /** Shows a new key, this once. */
  reveal: (created: RevealedKey) => void;
  dialog: ReactNode;
}

interface RevealOptions {
  serverUrl: string;
  /** Gets the focus afterwards, because what opened the dialog may be gone by then. */
  returnFocusTo: RefObject<HTMLElement | null>;
}

/**
 * Holds a new key in this component's state until its owner has stored it. It is the only place in
 * the browser: no cache, no address, no storage (K3).
 */
export function useReveal({ serverUrl, returnFocusTo }: RevealOptions): Reveal {
  const [created, setCreated] = useState<RevealedKey | null>(null);

  function forget() {
    setCreated(null);
    // After the dialog has given up the focus.
    requestAnimationFrame(() => returnFocusTo.current?.focus());
  }

  return {
    reveal: setCreated,
    dialog: created && (
      <RevealKeyDialog created={created} serverUrl={serverUrl} onStored={forget} />
    ),
  };
}
