import { countWrittenRows } from "./count-written-rows";
import type { Engine } from "./engine";
import { refreshStatistics } from "./refresh-statistics";

/**
 * After this many written rows the tables are checked again. With fewer, a wrong plan costs little.
 */
const MANY = 1_000;

interface KeptStatistics {
  /** The engine's adapter for Prisma, which counts written rows. */
  adapter: Engine["adapter"];
  /** Refreshes the tables that changed much, and returns their names. Calls run one by one. */
  refresh: () => Promise<string[]>;
  /** Calls `listener` each time that many rows were written since, committed or not. */
  onManyRowsWritten: (listener: () => void) => void;
}

/**
 * Decides when statistics may be too old. {@link refreshStatistics} then decides table by table.
 */
export function keepStatistics(engine: Engine): KeptStatistics {
  const state = {
    written: 0,
    last: Promise.resolve<string[]>([]),
    listener: (): void => undefined,
  };
  const written = (rows: number) => {
    state.written += rows;
  };
  const ended = () => {
    if (state.written < MANY) return;
    state.written = 0;
    state.listener();
  };
  return {
    // A server has autovacuum.
    adapter:
      engine.name === "postgres"
        ? engine.adapter
        : countWrittenRows(engine.adapter, { written, ended }),
    refresh: () => {
      const refresh = () => refreshStatistics(engine);
      state.last = state.last.then(refresh, refresh);
      return state.last;
    },
    onManyRowsWritten: (listener) => {
      state.listener = listener;
    },
  };
}
