import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReadRow } from "./file-part";
import { followBalances } from "./follow-balances";
import { findStated } from "./stated-end";

const rowOf = (fields: Partial<ReadRow>): ReadRow => ({
  ...{ line: 2, date: "2026-03-01", amountMinor: "-100", payee: "Kiosk", note: null },
  ...{ rawText: null, externalId: null, balanceMinor: null, status: "posted", ownId: null },
  ...{ review: "unreviewed", category: null, isBooked: true, ...fields },
});

/**
 * Rows of few days with their balances, of which a bank leaves any out. No sum of neighbours is
 * that of others, so that the rows follow from one another in one way only.
 */
const history = fc
  .record({
    opening: fc.bigInt({ min: -100_000n, max: 100_000n }),
    sign: fc.constantFrom<(1n | -1n)[]>(1n, -1n),
    rows: fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 5 }),
        digit: fc.bigInt({ min: 1n, max: 9n }),
        isArriving: fc.boolean(),
        isStated: fc.boolean(),
      }),
      { minLength: 4, maxLength: 8 },
    ),
  })
  .map(({ opening, sign, rows }) => {
    let balance = opening;
    return {
      sign,
      rows: rows
        .toSorted((one, other) => one.day - other.day)
        .map(({ day, digit, isArriving, isStated }, at) => {
          const amount = (isArriving ? digit : -digit) * 20n ** BigInt(at);
          balance += amount;
          const stated = isStated ? (sign * balance).toString() : null;
          return rowOf({
            ...{ date: `2026-03-0${day}`, amountMinor: amount.toString(), balanceMinor: stated },
          });
        }),
    };
  })
  .filter(({ rows }) => rows.filter(({ balanceMinor }) => balanceMinor !== null).length >= 3);

const isStated = ({ balanceMinor }: ReadRow) => balanceMinor !== null;

it("balances follow from one another whichever rows have none, oldest or newest first", () =>
  fc.assert(
    fc.property(history, fc.boolean(), ({ rows, sign }, isNewestFirst) => {
      const running = followBalances(isNewestFirst ? rows.toReversed() : rows);
      expect(running?.sign).toBe(Number(sign));
      expect(running?.steps.map(({ balance }) => balance.toString())).toEqual(
        rows.filter(isStated).map(({ balanceMinor }) => balanceMinor),
      );
    }),
  ));

it("a day ends with the balance beside its last row, and with none where that row has none", () =>
  fc.assert(
    fc.property(history, ({ rows }) => {
      const { days, end } = findStated({ rows, isLiability: false });
      const ends = rows.filter(({ date }, at) => rows[at + 1]?.date !== date).filter(isStated);
      expect([...days]).toEqual(
        ends.map(({ date, balanceMinor }) => [date, BigInt(balanceMinor ?? 0)]),
      );
      expect(end?.on).toBe(ends.at(-1)?.date);
    }),
  ));

it("rows that are not booked move no balance, and what follows from nothing proves nothing", () => {
  const row = (amountMinor: string, balanceMinor: string | null, isBooked = true) =>
    rowOf({ amountMinor, balanceMinor, isBooked });
  const waiting = [row("-100", "900"), row("-70", null, false), row("-50", "850")];
  expect(followBalances(waiting)?.steps).toHaveLength(2);
  const today = [row("-100", "900"), row("-50", "900"), row("-30", "900"), row("-20", "900")];
  expect(followBalances(today)).toBeNull();
});
