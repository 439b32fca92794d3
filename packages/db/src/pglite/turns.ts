import { DatabaseTimeoutError } from "../with-deadline";
import { DatabaseLostError } from "./database-lost-error";
import { after, type Entry, enter, takeFirst } from "./waiting-list";

/** Milliseconds, or Infinity. */
export interface Limits {
  /** How long to wait for the connection. Work that gives up is never done. */
  withinMs: number;
  /** How long one piece of work may take. After that the database is ended. */
  runMs: number;
}

export interface HoldOptions extends Limits {
  /** The work goes before all work that is not urgent. */
  isUrgent: boolean;
  /** Lookups may run between two pieces of the work. */
  letsLookupsPass: boolean;
}

/** Holds the connection until it is given back, for one statement or for a transaction. */
export interface Hold {
  /** Runs `work` after the pieces asked for before. Rejects when the connection is lost. */
  run<T>(work: () => Promise<T>): Promise<T>;
  giveBack(): void;
}

export interface Turns {
  /** Waits for the connection. @throws DatabaseTimeoutError after `withinMs` */
  take(options: HoldOptions): Promise<Hold>;
  /**
   * Runs `lookup` before all waiting work, also between two pieces of work of a hold that lets
   * lookups pass (`isBetween`). A lookup that fails there runs again when the connection is free.
   *
   * @throws DatabaseTimeoutError when it is not done after `withinMs`
   */
  pass<T>(lookup: (isBetween: boolean) => Promise<T>, limits: Limits): Promise<T>;
  /** Whether the database works now, or worked at most `withinMs` milliseconds ago. */
  hasAnswered(withinMs: number): boolean;
  /** Starts waiting work that may run now. */
  next(): void;
  /** The connection is lost. All work, present and later, rejects with `reason` until `resume`. */
  stop(reason: Error): void;
  resume(): void;
}

/** What the order of work depends on, and what it causes. */
interface Surroundings {
  /** Whether urgent work is under way, even when it has no statement waiting. */
  isUrgent: () => boolean;
  /** Ends the database, because a piece of work takes longer than it may. */
  onOverdue: () => void;
}

/** Ordinary work waits at most this long for urgent work that may still come. */
const HELD_BACK_AT_MOST_MS = 2_000;

/** At most this many lookups pass in a row while other work waits. */
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
  /** The number of lookups since the last other piece of work. */
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
          // PostgreSQL refuses every statement in a failed transaction.
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

  /** Runs a piece of work under a time limit. */
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
