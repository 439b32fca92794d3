import type { Db } from "@pfn/db";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { fromIsoDay } from "../../common/fields";
import { newId } from "../../common/ids";
import type { IdentifiedRow } from "./identify-rows";
import { judgeRows } from "./judge-rows";

interface Candidate {
  id: string;
  date: Date;
  amountMinor: bigint;
  kind: "regular" | "opening";
  externalId: string | null;
  fingerprint: string | null;
  deletedAt: null;
  payee: string;
  note: null;
  rawText: null;
  format: string;
}

/**
 * An account in which no row of a file is known and these may be matches. The statements have tests
 * of their own, on real databases.
 */
const account = (candidates: readonly Candidate[]): Pick<Db, "$queryRaw"> => {
  const found = [...candidates].sort((a, b) => (a.id < b.id ? 1 : -1));
  const answer = async (texts: TemplateStringsArray) =>
    texts.join("").includes("fingerprint = any") ? [] : found;
  return { $queryRaw: answer as unknown as Db["$queryRaw"] };
};
const PLACE = { ledgerId: newId(), accountId: newId(), format: "csv" };

const ROW: IdentifiedRow = {
  ...{
    line: 1,
    date: "2026-03-10",
    amountMinor: "-320",
    payee: "Kiosk",
    note: null,
    rawText: "KIOSK",
    externalId: null,
  },
  ...{
    balanceMinor: null,
    status: "posted",
    review: "unreviewed",
    category: null,
    ownId: null,
    isBooked: true,
    fingerprint: "f",
  },
};
const CANDIDATE: Omit<Candidate, "id"> = {
  ...{ date: fromIsoDay(ROW.date), amountMinor: -320n, kind: "regular", deletedAt: null },
  ...{ externalId: null, fingerprint: null },
  ...{ payee: "Bakery", note: null, rawText: null, format: "csv" },
};

it(
  "as many equal rows as a file can hold meet as many transactions that look like them, and " +
    "hold nobody up",
  async () => {
    const candidates = Array.from({ length: 20_000 }, () => ({ ...CANDIDATE, id: newId() }));
    // Each look at the clock is taken for one at which others are due.
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 1_000));
    const judged = await judgeRows(
      account(candidates),
      PLACE,
      Array<{ row: IdentifiedRow }>(20_000).fill({ row: ROW }),
    );
    const looks = clock.mock.calls.length;
    clock.mockRestore();
    expect(judged.map(({ verdict }) => verdict.matchId)).toEqual(candidates.map(({ id }) => id));
    expect(looks).toBeGreaterThanOrEqual(20_000);
  },
);

const day = fc
  .integer({ min: 1, max: 12 })
  .map((number) => `2026-03-${String(number).padStart(2, "0")}`);
const bankId = fc.option(fc.constantFrom("a", "b", "c"));

it(
  "each row is offered the nearest transaction that is not another row's, the earlier of two " +
    "as near, and none beyond four days",
  async () => {
    const row = fc.record({
      date: day,
      amountMinor: fc.constantFrom("-320", "-100"),
      externalId: bankId,
    });
    const candidate = fc.record({
      ...{
        date: day.map(fromIsoDay),
        amountMinor: fc.constantFrom(-320n, -100n),
        externalId: bankId,
      },
      ...{ fingerprint: bankId, kind: fc.constantFrom("regular" as const, "opening" as const) },
    });
    const file = fc
      .array(row, { maxLength: 8 })
      .map((rows) => rows.map((fields) => ({ ...ROW, ...fields })));
    const books = fc
      .array(candidate, { maxLength: 8 })
      .map((rows) => rows.map((fields) => ({ ...CANDIDATE, ...fields, id: newId() })));
    await fc.assert(
      fc.asyncProperty(file, books, async (rows, candidates) => {
        const judged = await judgeRows(
          account(candidates),
          PLACE,
          rows.map((fields) => ({ row: fields })),
        );
        const free = new Set(candidates);
        const found = new Map<number, Candidate>();
        // What fits to the day goes first, also when it stands later in the file.
        const places = [0, 4].flatMap((reach) => rows.map((row, index) => ({ row, index, reach })));
        for (const { row, index, reach } of places) {
          if (found.has(index)) continue;
          const { date, amountMinor, externalId } = row;
          const away = (known: Candidate) =>
            Math.abs(known.date.getTime() - fromIsoDay(date).getTime()) / 86_400_000;
          const [nearest] = [...free]
            .filter(
              (known) =>
                known.amountMinor.toString() === amountMinor &&
                known.kind === "regular" &&
                away(known) <= reach,
            )
            .filter(
              (known) => (externalId === null ? known.fingerprint : known.externalId) === null,
            )
            .sort(
              (a, b) =>
                away(a) - away(b) || a.date.getTime() - b.date.getTime() || (a.id < b.id ? -1 : 1),
            );
          if (nearest === undefined) continue;
          free.delete(nearest);
          found.set(index, nearest);
        }
        expect(judged.map(({ verdict }) => verdict)).toMatchObject(
          rows.map((_, index) => ({
            kind: found.has(index) ? "possible_match" : "new",
            matchId: found.get(index)?.id ?? null,
          })),
        );
      }),
    );
  },
);
