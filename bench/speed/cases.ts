import { addMonths, type Ledger } from "./ledger";
import type { Load, Target } from "./put-load";

/** A budget of one ratio, both sides measured by turns in one run. */
export interface Budget {
  of: string;
  than: string;
  figure: keyof Load;
  limit: number;
  /** More calls are better, more time is worse. */
  bound: "at least" | "at most";
}

/** Servers that do the same work, and how their figures should stand to each other. */
export interface Case {
  name: string;
  seconds: number;
  connections: number;
  /**
   * How long each waits between an answer and the next request, in milliseconds; by default not at
   * all.
   */
  pauseMs?: number;
  targets: Record<string, Target>;
  budgets: readonly Budget[];
}

/** What can be asked: two ledgers on one pfn, and the floor over the large one. */
export interface Stage {
  pfn: { url: string; pid: number };
  floor: { url: string; pid: number };
  /** Verifies keys and does nothing else. */
  verifier: { url: string; pid: number };
  /** Values of `Authorization` of as many keys. */
  authorizations: readonly string[];
  large: Ledger;
  small: Ledger;
}

export const LARGE = "pfn, large ledger";
export const SMALL = "pfn, small ledger";
export const FLOOR = "floor";

export function readCases(stage: Stage): Case[] {
  const { large, small } = stage;
  const period = `from=${addMonths(large.today, -12)}&to=${large.today}`;
  const page = (path: string, floorPath: string, of: (ledger: Ledger) => string): Case => ({
    name: path,
    seconds: 2,
    connections: 8,
    targets: {
      [LARGE]: rest(stage, large, `/transactions?limit=50${of(large)}`),
      [SMALL]: rest(stage, small, `/transactions?limit=50${of(small)}`),
      [FLOOR]: onFloor(stage, floorPath),
    },
    budgets: [
      { of: LARGE, than: SMALL, figure: "p50Ms", bound: "at most", limit: 1.5 },
      { of: LARGE, than: FLOOR, figure: "callsPerSecond", bound: "at least", limit: 0.4 },
    ],
  });
  const sum = (name: string, path: string, floorPath: string): Case => ({
    name,
    seconds: 4,
    connections: 1,
    targets: { [LARGE]: rest(stage, large, path), [FLOOR]: onFloor(stage, floorPath) },
    budgets: [{ of: LARGE, than: FLOOR, figure: "p50Ms", bound: "at most", limit: 2 }],
  });
  return [
    page("transactions.list, first page", "/transactions", () => ""),
    page(
      "transactions.list, page in the middle",
      "/transactions/middle",
      ({ middle }) => middle.query,
    ),
    sum("accounts.list with balances", "/accounts", "/accounts"),
    sum("reports.summary of a year", `/reports/summary?${period}&groupBy=category`, "/summary"),
  ];
}

export const rest = ({ pfn }: Stage, { authorization }: Ledger, path: string): Target => ({
  url: `${pfn.url}/api/v1${path}`,
  pid: pfn.pid,
  headers: { authorization },
});

export const onFloor = ({ floor }: Stage, path: string): Target => ({
  url: floor.url + path,
  pid: floor.pid,
});

/** Writes of one and of 200 rows, whose statements are counted. */
export function createTarget(stage: Stage, rows: number): Target {
  const { accountId, today, authorization } = stage.large;
  const row = {
    accountId,
    date: today,
    payee: "Corner Shop",
    amount: { amount: "-12.50", currency: "EUR" },
  };
  return {
    ...rest(stage, stage.large, "/transactions"),
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ transactions: Array.from({ length: rows }, () => row) }),
  };
}
