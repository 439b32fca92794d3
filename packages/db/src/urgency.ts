import { callContext, inContext } from "./call-context";

/** Urgent work of the owner. Where one connection serves all, other work makes room for it. */
export interface Urgency {
  /** Runs `work`. Its statements go before those of others. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /** Whether urgent work of another caller waits for the connection or uses it. */
  shouldYield(): boolean;
  /** Resolves once no urgent work needs the connection. */
  untilOver(): Promise<void>;
}

/** A server has many connections, so nothing has to give way. */
export const NO_URGENCY: Urgency = {
  urgently: (work) => work(),
  shouldYield: () => false,
  untilOver: () => Promise.resolve(),
};

/**
 * Urgency for an engine with one connection. Urgent work presses as soon as it needs the connection
 * for itself; its lookups do not press. `onOver` is called when the last pressing work is done.
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
