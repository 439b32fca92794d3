import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseLostError } from "./database-lost-error";
import type { Question, WorkerSettings } from "./messages";
import { type DatabaseWorker, type StartWorker, startWorker } from "./start-worker";

/** The embedded database of this process. It may end and be opened again in between. */
export interface KeptWorker {
  ask(question: Question): Promise<unknown>;
  /** Ends the database during a statement, as kill -9 would. Committed rows stay. */
  cutOff(): void;
  close(): Promise<void>;
}

interface Keeping {
  /** Called when the database ended, and with it all open transactions. */
  onLost: (reason: Error) => void;
  /** Called when the database works again. */
  onBack: () => void;
  start?: StartWorker | undefined;
}

/** Milliseconds between two attempts to open the database again. */
const RETRY_AFTER_MS = 1_000;

/** Starts the database in a thread, and again each time it ends. One in memory ends for good. */
export async function keepWorker(
  settings: Omit<WorkerSettings, "program">,
  { onLost, onBack, start = startWorker }: Keeping,
): Promise<KeptWorker> {
  let isClosing = false;
  let worker = await start(settings);
  let reopening: Promise<void> = Promise.resolve();

  const watchOver = ({ ended }: DatabaseWorker) =>
    void ended.then(() => {
      if (isClosing) return;
      if (settings.directory === undefined)
        return onLost(new DatabaseLostError("The database in memory has ended"));
      onLost(new DatabaseLostError());
      reopening = reopen();
    });

  const reopen = async () => {
    while (!isClosing) {
      try {
        // The first start has loaded the dump.
        worker = await start({ ...settings, dump: undefined });
        watchOver(worker);
        return onBack();
      } catch {
        // Callers get a DatabaseLostError meanwhile. Only another attempt helps.
        await sleep(RETRY_AFTER_MS, undefined, { ref: false });
      }
    }
  };

  watchOver(worker);
  return {
    ask: (question) => worker.ask(question),
    cutOff: () => void worker.end(),
    close: async () => {
      isClosing = true;
      await reopening;
      // A database that has ended needs no closing.
      await worker.ask({ kind: "close" }).catch(() => undefined);
      await worker.end();
    },
  };
}
