import { DatabaseTimeoutError } from "../with-deadline";
import { DatabaseLostError } from "./database-lost-error";
import { after, type Entry, enter, takeFirst } from "./waiting-list";

/** Milliseconds, or Infinity. */
export interface Limits {
  /** How long to wait for the connection; whoever gives up before is never served. */
  withinMs: number;
  /** How long one piece of work may take before the database is ended. */
  runMs: number;
}

export interface HoldOptions extends Limits {
  /** Goes before all that is not. */
  isUrgent: boolean;
  /** Lets look-ups pass between two pieces of its work. */
  letsLookupsPass: boolean;
}

/** Whoever has the connection, until it is given back: a statement alone, or a transaction. */
export interface Hold {
  /**
   * Does `work`, one piece after the other in the order of asking. Rejects once the connection is
   * lost.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  giveBack(): void;
}

export interface Turns {
  /** Waits for the connection. @throws DatabaseTimeoutError after `withinMs` */
  take(options: HoldOptions): Promise<Hold>;
  /**
   * Does `lookup` before everybody else who waits, also between two pieces of work of a hold that
   * lets look-ups pass (`isBetween`). One that fails there is done again when the connection is
   * free.
   *
   * @throws DatabaseTimeoutError when it is not done after `withinMs`
   */
  pass<T>(lookup: (isBetween: boolean) => Promise<T>, limits: Limits): Promise<T>;
  /** Whether the database is at work, or was at most so many milliseconds ago, and is not lost. */
  hasAnswered(withinMs: number): boolean;
  /** Looks for something to do: somebody may go now who could not before. */
  next(): void;
  /**
   * The connection is gone: whoever waits or holds is rejected with this error, and whoever comes,
   * until `resume`.
   */
  stop(reason: Error): void;
  resume(): void;
}

/** What the order of work depends on, and what it brings about. */
interface Surroundings {
  /** Whether urgent work is under way, though it may have nothing to ask just now. */
  isUrgent: () => boolean;
  /** Ends the database, because a piece of work takes longer than it may. */
  onOverdue: () => void;
}

/**
 * Ordinary work that has waited so long is not held back any more by urgent work that may yet come.
 */
const HELD_BACK_AT_MOST_MS = 2_000;

/** So many look-ups pass in a row while others wait: these get on, too. */
const PASSING_AT_MOST = 4;

interface Waiting extends Entry {
  isUrgent: boolean;
  since: number;
  go: () => void;
}

interface Job extends Entry {
  start: (isBetween: boolean) => Promise<void>;
}

interface Holder {
  jobs: Job[];
  letsLookupsPass: boolean;
}

/** The order of work on the one connection of the embedded database: one piece at a time. */
export class OneByOne implements Turns {
  #queue = new Set<Waiting>();
  #lookups = new Set<Job>();
  #holder: Holder | null = null;
  #isBusy = false;
  #answeredAt = performance.now();
  #stopped: Error | null = null;
  /** How many look-ups have passed since the last other piece of work. */
  #passed = 0;
  #wakeUp: NodeJS.Timeout | undefined;
  #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  async take(options: HoldOptions): Promise<Hold> {
    if (this.#stopped) throw this.#stopped;
    const { isUrgent, withinMs } = options;
    const taken = enter<Hold, Waiting>(this.#queue, withinMs, ({ resolve, reject }) => ({
      isUrgent,
      since: performance.now(),
      go: () => resolve(this.#hold(options)),
      giveUp: reject,
    }));
    this.next();
    return taken;
  }

  async pass<T>(
    lookup: (isBetween: boolean) => Promise<T>,
    { withinMs, runMs }: Limits,
  ): Promise<T> {
    if (this.#stopped) throw this.#stopped;
    const answered = enter<T, Job>(this.#lookups, withinMs, ({ resolve, reject, isSettled }) => {
      const start = async (isBetween: boolean) => {
        try {
          resolve(await this.#watch(() => lookup(isBetween), runMs));
        } catch (error) {
          if (!isBetween || this.#holder === null) return reject(error);
          this.#holder.letsLookupsPass = false;
          if (!isSettled()) this.#lookups.add(job);
        }
      };
      const job: Job = { start, giveUp: reject };
      return job;
    });
    this.next();
    return answered;
  }

  hasAnswered(withinMs: number): boolean {
    return !this.#stopped && (this.#isBusy || performance.now() - this.#answeredAt < withinMs);
  }

  next(): void {
    if (this.#isBusy || this.#stopped) return;
    const lookup = this.#mayPass() ? takeFirst(this.#lookups) : undefined;
    const job = lookup ?? this.#holder?.jobs.shift();
    if (job) {
      this.#passed = lookup ? this.#passed + 1 : 0;
      void this.#start(job);
    } else if (this.#holder === null) {
      this.#passed = 0;
      this.#takeTurn()?.go();
    }
  }

  stop(reason: Error): void {
    this.#stopped = reason;
    clearTimeout(this.#wakeUp);
    const entries = [...(this.#holder?.jobs ?? []), ...this.#queue, ...this.#lookups];
    this.#holder = null;
    this.#queue.clear();
    this.#lookups.clear();
    for (const { giveUp } of entries) giveUp(reason);
  }

  resume(): void {
    this.#stopped = null;
    this.next();
  }

  #mayPass(): boolean {
    if (this.#holder !== null && !this.#holder.letsLookupsPass) return false;
    const othersWaiting = this.#holder ? this.#holder.jobs.length : this.#queue.size;
    return othersWaiting === 0 || this.#passed < PASSING_AT_MOST;
  }

  async #start(job: Job): Promise<void> {
    this.#isBusy = true;
    await job.start(this.#holder !== null);
    this.#isBusy = false;
    this.#answeredAt = performance.now();
    this.next();
  }

  #takeTurn(): Waiting | undefined {
    const urgent = [...this.#queue].find(({ isUrgent }) => isUrgent);
    const [first] = urgent ? [urgent] : this.#queue;
    if (first === undefined) return undefined;
    const isHeldBack = !urgent && this.#surroundings.isUrgent();
    const leftMs = isHeldBack ? first.since + HELD_BACK_AT_MOST_MS - performance.now() : 0;
    if (leftMs <= 0) {
      this.#queue.delete(first);
      return first;
    }
    clearTimeout(this.#wakeUp);
    this.#wakeUp = setTimeout(() => this.next(), leftMs);
    return undefined;
  }

  #hold({ letsLookupsPass, runMs }: HoldOptions): Hold {
    const own: Holder = { jobs: [], letsLookupsPass };
    this.#holder = own;
    const run: Hold["run"] = (work) =>
      new Promise((resolve, reject) => {
        if (this.#holder !== own) return reject(this.#stopped ?? new DatabaseLostError());
        const fail = (error: unknown) => {
          // PostgreSQL answers nothing more in a transaction that failed.
          own.letsLookupsPass = false;
          reject(error);
        };
        own.jobs.push({
          start: () => this.#watch(work, runMs).then(resolve, fail),
          giveUp: reject,
        });
        this.next();
      });
    const giveBack = () => {
      if (this.#holder !== own) return;
      this.#holder = null;
      this.next();
    };
    return { run, giveBack };
  }

  /** Does a piece of work under the eyes of the clock. */
  async #watch<T>(work: () => Promise<T>, runMs: number): Promise<T> {
    let isOverdue = false;
    const timer = after(runMs, () => {
      isOverdue = true;
      this.#surroundings.onOverdue();
    });
    try {
      return await work();
    } catch (error) {
      throw isOverdue ? new DatabaseTimeoutError(runMs) : error;
    } finally {
      clearTimeout(timer);
    }
  }
}
