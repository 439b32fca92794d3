import { databaseErrorKind } from "@pfn/db";

/**
 * Lets work on one thing happen one after the other, in the order of asking; on different things at
 * the same time.
 */
export interface LedgerQueue {
  take: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

interface Waiting {
  go: () => void;
  giveUp: (reason: unknown) => void;
}

/**
 * As with every wait, this one's end is known (F2): a large import may have its turn for longer. A
 * writer whose turn comes may have to wait for the database as well, so this wait is no longer
 * than that for a statement.
 */
const WAITS_MS = 5_000;

/**
 * Writers of one ledger wait for each other in any case: for its row, each with a connection in its
 * hands. Here they wait without one, so that many writes to one ledger neither run out of
 * connections nor leave other people without. When the database is not available, all who wait
 * are refused with the one who found out, not one after the other, each after its own wait (F1).
 *
 * @param patience how many times as long as usual a writer waits
 */
export function createLedgerQueue(patience = 1): LedgerQueue {
  const queues = new Map<string, Waiting[]>();
  return {
    take: async (name, work) => {
      const queue = queues.get(name);
      if (queue === undefined) queues.set(name, []);
      else await waitIn(queue, WAITS_MS * patience);
      try {
        return await work();
      } catch (error) {
        if (databaseErrorKind(error) === "unavailable")
          for (const { giveUp } of queues.get(name)?.splice(0) ?? []) giveUp(error);
        throw error;
      } finally {
        const next = queues.get(name)?.shift();
        if (next === undefined) queues.delete(name);
        else next.go();
      }
    },
  };
}

async function waitIn(queue: Waiting[], milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((go, giveUp) => {
      const waiting = { go, giveUp };
      queue.push(waiting);
      timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1);
        giveUp(new QueueTimeout());
      }, milliseconds);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Told like PostgreSQL's own "lock not available". */
class QueueTimeout extends Error {
  readonly code = "55P03";

  constructor() {
    super("Other writes to this ledger took too long");
  }
}
