import type { Logger } from "@pfn/api";
import type { GuidePage } from "./docs/read-guide";

/** What pages and Auth.js need to know of the process that serves them. */
export interface WebSettings {
  /** At least 32 bytes; signs the session cookie. */
  authSecret: string;
  publicUrl: URL;
  signup: "first" | "open" | "closed";
  log: Logger;
  /** The pages of the agents' guide, filled in for this server. */
  guide: readonly GuidePage[];
}

/**
 * Next bundles its own copy of every module, so what exists once per process is handed over through
 * this one place, before Next is prepared.
 */
const SLOT = Symbol.for("pfn.web");

export function provideWebSettings(settings: WebSettings): void {
  Reflect.set(globalThis, SLOT, settings);
}

/** @throws Error outside a running server, such as while Next builds */
export function webSettings(): WebSettings {
  // Only `provideWebSettings` writes the slot.
  const settings = Reflect.get(globalThis, SLOT) as WebSettings | undefined;
  if (settings === undefined)
    throw new Error("There are no settings outside a running pfn server.");
  return settings;
}
