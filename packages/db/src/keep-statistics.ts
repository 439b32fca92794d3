import { countWrittenRows } from "./count-written-rows";
import type { Engine } from "./engine";
import { refreshStatistics } from "./refresh-statistics";

/**
 * Rows written until tables are looked at again. Fewer do no harm to a statement, whatever the
 * planner believes.
 */
const MANY = 1_000;

interface KeptStatistics {
  /** The engine's way for Prisma, which counts what is written. */
  adapter: Engine["adapter"];
  /** Looks at the tables that changed much, and answers their names. One look follows the other. */
  refresh: () => Promise<string[]>;
  /**
   * From now on `listener` hears when many rows were written since it last did, committed or not.
   */
  onManyRowsWritten: (listener: () => void) => void;
}

/**
 * The one place that decides when statistics may be too old; {@link refreshStatistics} then judges
 * table by table.
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
