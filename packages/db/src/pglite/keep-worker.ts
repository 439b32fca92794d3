import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseLostError } from "./database-lost-error";
import type { Question, WorkerSettings } from "./messages";
import { type DatabaseWorker, type StartWorker, startWorker } from "./start-worker";

/**
 * The embedded database for as long as this process has it, though it may end and be opened again
 * in between.
 */
export interface KeptWorker {
  ask(question: Question): Promise<unknown>;
  /**
   * Ends the database as kill -9 would, in the midst of a statement. What had been committed is
   * there when it opens again.
   */
  cutOff(): void;
  close(): Promise<void>;
}

interface Keeping {
  /** It ended, and with it every transaction that was open. */
  onLost: (reason: Error) => void;
  /** It answers again. */
  onBack: () => void;
  start?: StartWorker | undefined;
}

/** Between two attempts to open the database again, in milliseconds. */
const RETRY_AFTER_MS = 1_000;

/**
 * Starts the database in a thread, and again whenever that has ended. One in memory ends for good.
 */
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
        // What it began with has been there since the first start.
        worker = await start({ ...settings, dump: undefined });
        watchOver(worker);
        return onBack();
      } catch {
        // Its callers are told meanwhile that it is not there; nothing but another attempt helps.
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
      // One that has ended already needs no closing.
      await worker.ask({ kind: "close" }).catch(() => undefined);
      await worker.end();
    },
  };
}
