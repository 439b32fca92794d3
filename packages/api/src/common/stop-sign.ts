import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Rejects when the work that it belongs to must end. `rows`: how many were worked through since the
 * last look.
 */
export type StopSign = (rows: number) => Promise<void>;

/**
 * Known by the chain of calls, so that every loop which gives others their turn also hears that it
 * must end.
 */
const signs = new AsyncLocalStorage<StopSign>();

/** Runs `work` under a sign; see {@link lookForStop}. */
export const underStopSign = <T>(sign: StopSign, work: () => Promise<T>): Promise<T> =>
  signs.run(sign, work);

/**
 * Long work calls it between its parts: its caller may have been stopped meanwhile, or somebody
 * else's more urgent call may wait. Outside of such work it does nothing.
 *
 * @throws what the sign throws, which is to leave the work as it is
 */
export const lookForStop = async (rows: number): Promise<void> => {
  await signs.getStore()?.(rows);
};
