import { it } from "vitest";
import { useRuntime } from "../test/database";
import { checkHistories, startOfTime } from "../test/model/check-histories";

const clock = startOfTime();
const t = useRuntime({ now: () => new Date(clock.now) });
/** How long it takes is up to FC_RUNS. */
const NO_LIMIT = 0;

it(
  "1 000 random histories: the ledger agrees with a model of a few lines, in rows, balances, reports, lists, undo and its log",
  {
    timeout: NO_LIMIT,
  },
  () => checkHistories(t, clock),
);
