import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { withDeadline } from "./with-deadline";

/** How long each server may take to say whether it is the primary. */
const ASKED_FOR_MS = 1_000;
/** The pause before all are asked again. */
const AGAIN_AFTER_MS = 250;

/** The servers of one database, of which one is the primary. */
export interface ServerAddresses {
  /** Where the next connection goes: the primary that was found last. */
  current: () => string;
  /**
   * Looks for the primary among all servers until it is found. To be called when a connection
   * failed, ended, or led to a standby. A single server is not looked for.
   */
  lost: () => void;
  /** Calls `listener` when another server became the primary. Returns what ends that. */
  onMoved: (listener: () => void) => () => void;
  /** Ends the search. */
  close: () => void;
}

/**
 * The address of each server in a `DATABASE_URL`. Servers stand with commas between them, as in
 * libpq (PostgreSQL's manual, "Connection URIs"); all else is the same for each.
 *
 * @example readAddresses("postgres://u:p@a:5432,b/pfn")
 * // ["postgres://u:p@a:5432/pfn", "postgres://u:p@b/pfn"]
 */
export function readAddresses(url: string): string[] {
  const [, before = "", servers = "", after = ""] =
    /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (!servers.includes(",")) return [url];
  return servers.split(",").map((server) => before + server + after);
}

/**
 * Finds the primary among the servers of `url`. While there is none, the first one counts as such.
 *
 * A server that comes back may still take itself for the primary. Each promotion begins a new
 * timeline, so the primary of the highest one wins, and one of a lower timeline than was seen
 * before is none.
 */
export async function findPrimary(url: string, patience: number): Promise<ServerAddresses> {
  const addresses = readAddresses(url);
  const listeners = new Set<() => void>();
  const seen = { address: addresses[0] ?? url, timeline: 0 };
  let isSearching = false;
  let isClosed = false;

  const look = async (): Promise<boolean> => {
    const timelines = await Promise.all(addresses.map((address) => askTimeline(address, patience)));
    const highest = Math.max(...timelines);
    const address = addresses[timelines.indexOf(highest)];
    if (address === undefined || highest === 0 || highest < seen.timeline) return false;
    seen.timeline = highest;
    if (address === seen.address) return true;
    seen.address = address;
    for (const listener of [...listeners]) listener();
    return true;
  };
  const search = async () => {
    if (isSearching || addresses.length === 1) return;
    isSearching = true;
    while (!isClosed && !(await look()))
      await sleep(AGAIN_AFTER_MS * patience, undefined, { ref: false });
    isSearching = false;
  };

  if (addresses.length > 1) await look();
  return {
    current: () => seen.address,
    lost: () => void search(),
    onMoved: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
    },
  };
}

/**
 * The timeline that the server writes; 0 for a standby, or without an answer. The name of the log's
 * file begins with it. The control file would say it only after the first checkpoint that follows
 * the promotion.
 */
async function askTimeline(address: string, patience: number): Promise<number> {
  const client = new pg.Client({ connectionString: address });
  client.on("error", () => undefined);
  const ask = async () => {
    await client.connect();
    const { rows } = await client.query<{ file: string | null }>(
      `select case when not pg_is_in_recovery()
         then pg_walfile_name(pg_current_wal_insert_lsn()) end as file`,
    );
    return Number.parseInt(rows[0]?.file?.slice(0, 8) ?? "0", 16);
  };
  try {
    return await withDeadline(ask(), ASKED_FOR_MS * patience);
  } catch {
    return 0;
  } finally {
    client.connection.stream.destroy();
  }
}
