import { AsyncLocalStorage } from "node:async_hooks";

/** What an engine with one connection needs to know about a call besides its statements. */
export interface CallContext {
  /**
   * Set for urgent work of the owner. Calling it says that this work needs the connection for
   * itself from now on.
   */
  press?: (() => void) | undefined;
  /** The call is a transaction that may take minutes. */
  isLarge?: boolean | undefined;
  /**
   * The call is a transaction that does not write users, logins or keys. Lookups of these may run
   * between its statements.
   */
  letsLookupsPass?: boolean | undefined;
}

const contexts = new AsyncLocalStorage<CallContext>();

/** The context of the current chain of calls. It passes through calls into Prisma. */
export const callContext = (): CallContext => contexts.getStore() ?? {};

/** Adds `facts` to the context of `work` and of everything that `work` calls. */
export function inContext<T>(facts: CallContext, work: () => Promise<T>): Promise<T> {
  // Prisma's promises do nothing until they are awaited, so they are awaited inside the context.
  return contexts.run({ ...callContext(), ...facts }, async () => await work());
}
