import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@pfn/db";

/** Where a write can be held: it waits for `pass` at each of its steps. */
export interface Gate {
  pass: () => Promise<void>;
}

interface Held<T> {
  /** True for the step at which it is held. */
  isThere: () => boolean;
  write: () => Promise<T>;
  /**
   * Done while the write is held; on the embedded database, which has one connection, begun then.
   */
  meanwhile: () => Promise<unknown>;
}

/**
 * Holds a write until `meanwhile` is answered, and returns what became of the write. With one
 * connection it goes on as soon as `meanwhile` waits for nothing but that.
 */
export async function holdWrite<T>(
  database: Database,
  gate: Gate,
  { isThere, write, meanwhile }: Held<T>,
): Promise<T> {
  const [arrival, departure] = [createLatch(), createLatch()];
  let isHeld = false;
  gate.pass = async () => {
    if (isHeld || !isThere()) return;
    isHeld = true;
    arrival.open();
    await departure.opened;
  };
  const writing = write();
  // Whether it fails is for the caller to see.
  await Promise.race([arrival.opened, writing.catch(() => undefined)]);
  gate.pass = async () => undefined;
  if (!isHeld) throw new Error("The write ended before it came there.");
  let isOver = false;
  const going = meanwhile().finally(() => {
    isOver = true;
  });
  if (database.engine === "postgres") await going;
  // A write that is held between two transactions does not stand in the way.
  else while (!isOver && !database.shouldYield()) await sleep(1);
  departure.open();
  await going;
  return writing;
}

function createLatch() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
