import { callContext, inContext } from "./call-context";

/** Work of the owner's that everybody else's makes room for, where one connection serves all. */
export interface Urgency {
  /** Runs `work`; what it asks of the database goes before what others ask meanwhile. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Whether urgent work that is not the caller's own waits for the connection, or has begun with
   * it.
   */
  shouldYield(): boolean;
  /** Resolves once no urgent work needs the connection. */
  untilOver(): Promise<void>;
}

/** A server has a connection for everybody: nothing ever has to give way. */
export const NO_URGENCY: Urgency = {
  urgently: (work) => work(),
  shouldYield: () => false,
  untilOver: () => Promise.resolve(),
};

/**
 * For an engine with one connection. Urgent work presses from the first time that it needs the
 * connection for itself; what it only looks up may pass. `onOver` hears when the last work that
 * presses is done.
 */
export function createUrgency(onOver: () => void): Urgency & { isPressing: () => boolean } {
  let pressing = 0;
  let waiting: (() => void)[] = [];
  const end = () => {
    pressing -= 1;
    if (pressing > 0) return;
    onOver();
    for (const go of waiting) go();
    waiting = [];
  };
  return {
    isPressing: () => pressing > 0,
    urgently: async (work) => {
      let presses = false;
      const press = () => {
        if (!presses) pressing += 1;
        presses = true;
      };
      try {
        return await inContext({ press }, work);
      } finally {
        if (presses) end();
      }
    },
    shouldYield: () => pressing > 0 && callContext().press === undefined,
    untilOver: () => (pressing === 0 ? Promise.resolve() : new Promise((go) => waiting.push(go))),
  };
}
