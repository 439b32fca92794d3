import type { KeyUse } from "@pfn/db";
import { isoDay } from "../common/fields";
import type { Logger } from "../common/logging/logger";
import type { CallerParts } from "../common/principal";
import type { KeyUseRecorder } from "../common/services";
import { networkOfUse, programOfUse } from "./use-source";

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
/**
 * The most networks, and the most programs, that are noted of one key between two writes. Others
 * are noted when they come again.
 */
const MAX_SOURCES = 8;

interface Pending {
  usedAt: Date | null;
  ip: string | null;
  client: string | null;
  networks: Set<string>;
  clients: Set<string>;
  uses: number;
  refusals: number;
  day: string;
}

export function createKeyUseRecorder({
  save,
  log,
  now = Date.now,
  onLost,
  patience = 1,
}: KeyUseRecorderOptions): KeyUseRecorder {
  const pending = new Map<string, Pending>();
  const writtenAt = new Map<string, number>();

  const note = (keyId: string, change: (entry: Pending) => void) => {
    const entry = pending.get(keyId) ?? emptyEntry(now());
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
    return due.map(([keyId, entry]) => ({
      keyId,
      ...entry,
      networks: [...entry.networks],
      clients: [...entry.clients],
    }));
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
    used: (keyId, caller) =>
      note(keyId, (entry) => {
        noteSource(entry, caller);
        entry.uses += 1;
        entry.usedAt = new Date(now());
        entry.ip = caller.ip;
        entry.client = caller.userAgent;
      }),
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

/** Most uses come from where the one before came from. */
function noteSource({ uses, ip, client, networks, clients }: Pending, caller: CallerParts): void {
  if ((uses === 0 || ip !== caller.ip) && networks.size < MAX_SOURCES)
    networks.add(networkOfUse(caller.ip));
  if ((uses === 0 || client !== caller.userAgent) && clients.size < MAX_SOURCES)
    clients.add(programOfUse(caller.userAgent));
}

const emptyEntry = (at: number): Pending => ({
  usedAt: null,
  ip: null,
  client: null,
  networks: new Set(),
  clients: new Set(),
  uses: 0,
  refusals: 0,
  day: isoDay(new Date(at)),
});
