import { toMoney } from "../../common/money/money";
import type { SqlReader } from "../../common/reader";
import { balancesOn } from "../accounts/balances-on";
import { compareBalance } from "../accounts/compare-balance";
import type { ForeseenLedger } from "./balance-schema";
import type { ImportAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import type { StatedBalances, StatedEnd } from "./stated-end";

interface Setting {
  account: ImportAccount;
  stated: StatedBalances & { end: StatedEnd };
  /** The rows that the commit will add, as verdicts stand. */
  coming: readonly Pick<IdentifiedRow, "date" | "amountMinor" | "status">[];
}

/**
 * What the account will say once rows are added, beside what the file says. Reads the account once.
 */
export async function foreseeLedger(
  db: SqlReader,
  { account, stated: { end, days }, coming }: Setting,
): Promise<ForeseenLedger> {
  const after = await balancesAfter(db, account, { days: [...days.keys(), end.on], coming });
  const atEnd = after.get(end.on) ?? 0n;
  const compared = compareBalance({
    stated: BigInt(end.amountMinor),
    computed: atEnd,
    isLiability: account.isLiability,
  });
  const sign = compared.comparedAs === "owed" ? -1n : 1n;
  const differing = [...after.keys()].find((day) => {
    const said = days.get(day);
    return said !== undefined && said !== sign * (after.get(day) ?? 0n);
  });
  return {
    on: end.on,
    stated: toMoney(BigInt(end.amountMinor), account.currency),
    after: toMoney(atEnd, account.currency),
    gap: toMoney(compared.gap, account.currency),
    firstDifferingDay: compared.gap === 0n ? null : (differing ?? null),
  };
}

interface Coming extends Pick<Setting, "coming"> {
  days: readonly string[];
}

/** Balances at the end of days once rows are added, by day, oldest first. */
async function balancesAfter(
  db: SqlReader,
  account: Setting["account"],
  { days, coming }: Coming,
): Promise<Map<string, bigint>> {
  const wanted = [...new Set(days)].sort();
  const now = await balancesOn(db, account, wanted);
  const posted = coming
    .filter(({ status }) => status === "posted")
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let [at, added] = [0, 0n];
  return new Map(
    wanted.map((day) => {
      for (let row = posted[at]; row !== undefined && row.date <= day; row = posted[at]) {
        added += BigInt(row.amountMinor);
        at += 1;
      }
      return [day, (now.get(day) ?? 0n) + added];
    }),
  );
}
