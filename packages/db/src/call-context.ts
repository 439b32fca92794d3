import { AsyncLocalStorage } from "node:async_hooks";

/** What an engine with one connection has to know of a call, beside its statements. */
export interface CallContext {
  /**
   * Of work of the owner's that goes before everything else: says that it needs the connection for
   * itself from now on.
   */
  press?: (() => void) | undefined;
  /** A transaction that may take minutes. */
  isLarge?: boolean | undefined;
  /**
   * A transaction that touches nothing of what tells who is calling, so that this can be read in
   * its midst.
   */
  letsLookupsPass?: boolean | undefined;
}

const contexts = new AsyncLocalStorage<CallContext>();

/**
 * The context of the chain of calls that this one belongs to. Prisma's calls in between know
 * nothing of it.
 */
export const callContext = (): CallContext => contexts.getStore() ?? {};

/** Runs `work`, and whatever it calls, in the context that it has and these facts. */
export function inContext<T>(facts: CallContext, work: () => Promise<T>): Promise<T> {
  // Prisma's promises do nothing until somebody waits for them, which has to happen inside.
  return contexts.run({ ...callContext(), ...facts }, async () => await work());
}
