import { it } from "vitest";
import { useRuntime } from "../../test/database";
import { checkHistories, startOfTime } from "../../test/model/check-histories";

const clock = startOfTime();
const t = useRuntime({ now: () => new Date(clock.now) });
/** How long it takes is up to PFN_TEST_HISTORIES. */
const NO_LIMIT = 0;

it(
  "random histories: the ledger agrees with a model of a few lines, in rows, balances, " +
    "reports, lists, undo and its log",
  {
    timeout: NO_LIMIT,
  },
  () => checkHistories(t, clock),
);
