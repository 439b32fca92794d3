import type { KeyUse } from "@pfn/db";
import type { Logger } from "../common/logging/logger";
import type { KeyUseRecorder } from "../common/services";
import { emptyUse, noteUse, type PendingUse, toKeyUse } from "./pending-use";

export interface KeyUseRecorderOptions {
  save: (entries: KeyUse[]) => Promise<void>;
  log: Logger;
  now?: () => number;
  /** Hears of every batch that could not be written. */
  onLost?: () => void;
  /** How many times as long as usual it is given at shutdown. */
  patience?: number;
}

/**
 * A key is written at most once a minute; the first use after a quiet minute is written at the next
 * tick.
 */
const WRITE_EVERY_MS = 60_000;
const TICK_MS = 1_000;
const CLOSE_WITHIN_MS = 2_000;
/** Beyond this many keys with unwritten use, further keys wait until some are written. */
const MAX_PENDING = 100_000;
export function createKeyUseRecorder({
  save,
  log,
  now = Date.now,
  onLost,
  patience = 1,
}: KeyUseRecorderOptions): KeyUseRecorder {
  const pending = new Map<string, PendingUse>();
  const writtenAt = new Map<string, number>();

  const note = (keyId: string, change: (entry: PendingUse) => void) => {
    const entry = pending.get(keyId) ?? emptyUse(now());
    if (!pending.has(keyId) && pending.size >= MAX_PENDING) return;
    change(entry);
    pending.set(keyId, entry);
  };

  const takeDue = (all: boolean): KeyUse[] => {
    const at = now();
    for (const [keyId, written] of writtenAt)
      if (at - written >= WRITE_EVERY_MS) writtenAt.delete(keyId);
    const due = [...pending].filter(([keyId]) => all || !writtenAt.has(keyId));
    for (const [keyId] of due) {
      pending.delete(keyId);
      writtenAt.set(keyId, at);
    }
    return due.map(([keyId, entry]) => toKeyUse(keyId, entry));
  };

  const flush = async ({ all = false } = {}) => {
    const entries = takeDue(all);
    if (entries.length === 0) return;
    // Bookkeeping only: a lost batch is reported and not retried, so a database in trouble is not
    // pressed further.
    try {
      await save(entries);
    } catch (error) {
      onLost?.();
      log.warn({ event: "key-use.lost", keys: entries.length, err: error });
    }
  };

  const timer = setInterval(() => void flush(), TICK_MS);
  timer.unref();

  return {
    used: (keyId, caller) => note(keyId, (entry) => noteUse(entry, caller, now())),
    refused: (keyId) =>
      note(keyId, (entry) => {
        entry.refusals += 1;
      }),
    flush,
    close: async () => {
      clearInterval(timer);
      const milliseconds = CLOSE_WITHIN_MS * patience;
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
      await Promise.race([flush({ all: true }), deadline]);
    },
  };
}
