import type { Import, ImportRow, Preview } from "../import-words";
import type { Draft } from "../targets";

const euro = (amount: string) => ({ amount, currency: "EUR" });

interface Options {
  id?: string;
  rows?: Partial<Import["rows"]>;
  app?: "actual";
  isNew?: boolean;
  /** The day of the opening balance on offer. */
  opening?: string;
  openingAmount?: string;
  ledger?: { stated: string; after: string; gap: string };
}

/** A preview that can be added, of one account. */
export function draft(options: Options): Draft {
  const { id = "a", rows, app = null, isNew = false, opening, openingAmount = "1.00" } = options;
  const none = { new: 0, duplicate: 0, previously_deleted: 0, possible_match: 0 };
  const { ledger } = options;
  const found: Import = {
    ...{ id, accountId: "account", fileName: "march.csv", state: "previewed" },
    ...{ createdAt: "2026-04-01T00:00:00.000Z", operationId: null, sameFileAs: null },
    rows: { ...none, not_booked: 0, error: 0, ...rows },
    totals: { in: euro("0.00"), out: euro("0.00"), net: euro("0.00") },
    ...{ balance: null, progress: null },
    opening: opening === undefined ? null : { amount: euro(openingAmount), on: opening },
    ledger:
      ledger === undefined
        ? null
        : {
            ...{ stated: euro(ledger.stated), after: euro(ledger.after), gap: euro(ledger.gap) },
            ...{ on: "2026-03-31", firstDifferingDay: "2026-03-03" },
          },
  };
  const preview = answer({ import: found, mapping: { app } });
  const target = {
    ...{ part: null, goesTo: { kind: "account", id: "account" } as const },
    ...{ isConfirmed: false, preview },
  };
  const file = {
    ...{ key: id, file: { name: "march.csv", content: "" }, mapping: {}, answer: preview },
    ...{ targets: [target], error: null },
  };
  return { file, target, accountId: "account", isNew, found };
}

/** What the server says of a file. */
export const answer = (changes: Partial<Preview>): Preview => ({
  ...{ import: null, format: "csv", ambiguous: [], evidence: [], mapping: {} },
  ...{ isRemembered: false, columns: [], lines: [], parts: [], otherLines: [] },
  ...{ otherLineCount: 0, items: [], nextCursor: null },
  ...changes,
});

/** A row that may be a transaction of the ledger. */
export const row = (index: number, amount: string): ImportRow => ({
  ...{ index, line: index + 2, verdict: "possible_match", matchId: null, reason: null },
  ...{ date: "2026-03-31", amount: euro(amount), payee: "Bakery", note: null, externalId: null },
});
