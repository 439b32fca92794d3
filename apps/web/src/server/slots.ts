import type { Logger, PfnServer } from "@pfn/api";
import type { GuidePage } from "./guide/read-guide";

// Next bundles its own copy of every module. What exists once per process is handed over through
// these two places, which the custom server fills before it prepares Next.

/** `PFN_SERVER_SLOT` of `@pfn/api`, which this bundle must not load. */
const SERVER_SLOT = Symbol.for("pfn.server");

const SETTINGS_SLOT = Symbol.for("pfn.web");

/**
 * The running server's accounts, sessions and router. Next's bundle takes only types from
 * `@pfn/api`, so the database and the router exist once in the process.
 *
 * @throws Error outside a running server, such as while Next builds
 */
export function pfnServer(): PfnServer {
  // Only `@pfn/api` writes the slot.
  const server = Reflect.get(globalThis, SERVER_SLOT) as PfnServer | undefined;
  if (server === undefined) throw new Error("There is no pfn server in this process.");
  return server;
}

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

export function provideWebSettings(settings: WebSettings): void {
  Reflect.set(globalThis, SETTINGS_SLOT, settings);
}

/** @throws Error outside a running server, such as while Next builds */
export function webSettings(): WebSettings {
  // Only `provideWebSettings` writes the slot.
  const settings = Reflect.get(globalThis, SETTINGS_SLOT) as WebSettings | undefined;
  if (settings === undefined)
    throw new Error("There are no settings outside a running pfn server.");
  return settings;
}
