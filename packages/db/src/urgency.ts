import { callContext, inContext } from "./call-context";

/** Work of the owner's that everybody else's makes room for, where one connection serves all. */
export interface Urgency {
  /** Runs `work`; what it asks of the database goes before what others ask meanwhile. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /** Whether urgent work waits or runs that is not the caller's own. */
  shouldYield(): boolean;
  /** Resolves once no urgent work waits or runs. */
  untilOver(): Promise<void>;
}

/** A server has a connection for everybody: nothing ever has to give way. */
export const NO_URGENCY: Urgency = {
  urgently: (work) => work(),
  shouldYield: () => false,
  untilOver: () => Promise.resolve(),
};

/** For an engine with one connection. `onOver` hears when the last urgent work is done. */
export function createUrgency(onOver: () => void): Urgency & { isActive: () => boolean } {
  let running = 0;
  let waiting: (() => void)[] = [];
  const end = () => {
    running -= 1;
    if (running > 0) return;
    onOver();
    for (const go of waiting) go();
    waiting = [];
  };
  return {
    isActive: () => running > 0,
    urgently: async (work) => {
      running += 1;
      try {
        return await inContext({ isUrgent: true }, work);
      } finally {
        end();
      }
    },
    shouldYield: () => running > 0 && !callContext().isUrgent,
    untilOver: () => (running === 0 ? Promise.resolve() : new Promise((go) => waiting.push(go))),
  };
}
