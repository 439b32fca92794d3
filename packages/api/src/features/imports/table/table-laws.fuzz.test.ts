import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isReadable } from "../file-part";
import { addDays, type Layout, layout, type Month, month, writeMonth } from "./test/ledger-month";
import { readLikePreview } from "./test/read-like-preview";

// What a bank writes is read as it is, or its reader is asked: never other amounts or days (I2).

const read = (text: string) => readLikePreview(Buffer.from(text), {});

/** Where no heading says which of two days is the booking's, either is right: one for all rows. */
function expectRows({ rows }: Month, how: Layout, found: Awaited<ReturnType<typeof read>>): void {
  const ordered = how.newestFirst ? rows.toReversed() : rows;
  const [booked, valued] = [0, 1].map((days) =>
    ordered.map(({ date, minor }) => [addDays(date, days), String(minor)]),
  );
  const back = found.rows?.filter(isReadable).map(({ date, amountMinor }) => [date, amountMinor]);
  const isValued =
    how.hasValueDay && how.headings !== "known" && back?.[0]?.[0] !== booked?.[0]?.[0];
  expect(back).toEqual(isValued ? valued : booked);
}

/** On one day alone, rows may stand in either order. */
const isOnOneDay = ({ rows }: Month) => rows[0]?.date === rows.at(-1)?.date;

/** Nothing in such a file tells that its signs are the other way round. */
const saysNothing = (written: Month, { amounts, hasBalance }: Layout) =>
  amounts === "inverted" && (!hasBalance || written.rows.length < 5 || isOnOneDay(written));

it(
  "I2: whatever the order of columns, the headings, the delimiter, the marks and the way of " +
    "writing amounts: the rows of the month, or a question",
  () =>
    fuzz(
      "table laws",
      fc.asyncProperty(month(1), layout, async (written, how) => {
        fc.pre(!saysNothing(written, how));
        const found = await read(writeMonth(written, how));
        if (found.rows === null) expect(found.reading.ambiguous).toHaveLength(1);
        else expectRows(written, how, found);
      }),
      150,
    ),
);

/** The oldest row's word comes only once: no balance says what it means. */
const hasUnknownWord = ({ rows: [first, ...others] }: Month, { amounts }: Layout) =>
  amounts === "letters" && !others.some(({ minor }) => minor < 0 === (first?.minor ?? 0) < 0);

it("I2: with a balance in each row, no heading is needed and nothing is asked", () =>
  fuzz(
    "table laws with balance",
    fc.asyncProperty(month(5), layout, async (written, how) => {
      fc.pre(!isOnOneDay(written) && !hasUnknownWord(written, how));
      const balanced: Layout = { ...how, order: "YMD", hasBalance: true, headings: "random" };
      const found = await read(writeMonth(written, balanced));
      expect(found.reading.ambiguous).toEqual([]);
      expectRows(written, balanced, found);
    }),
    150,
  ));
