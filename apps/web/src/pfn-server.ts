import type { PfnServer } from "@pfn/api";

/** `PFN_SERVER_SLOT` of `@pfn/api`, which this bundle must not load. */
const SLOT = Symbol.for("pfn.server");

/**
 * The running server's accounts, sessions and router. Next's bundle takes only types from
 * `@pfn/api`, so the database and the router exist once in the process.
 *
 * @throws Error outside a running server, such as while Next builds
 */
export function pfnServer(): PfnServer {
  // The custom server fills the slot before it prepares Next.
  const server = Reflect.get(globalThis, SLOT) as PfnServer | undefined;
  if (server === undefined) throw new Error("There is no pfn server in this process.");
  return server;
}
