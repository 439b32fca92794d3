import type { Context, RequestParts } from "./context";
import type { Runtime } from "./runtime";

/** The context of one request. */
export function createContext(runtime: Runtime, parts: RequestParts): Context {
  return { runtime, db: runtime.db, now: runtime.now, requiredScopes: new Set(), ...parts };
}
