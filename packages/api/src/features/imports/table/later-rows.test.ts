import { describe, expect, it } from "vitest";
import { ImportMapping } from "../mapping-schema";
import { readText } from "./test/read-text";

// The choice is made on the first rows, and may be wrong for those that come later (I2).

const ROWS = 460;
/** Two rows a day, oldest first. */
const dayOf = (at: number) =>
  new Date(Date.UTC(2025, 0, 1) + at * 43_200_000).toISOString().slice(0, 10);

/** Rows of one euro each; `fees` are taken off by the row's place, and so told in the balance. */
function withFees(rows: number, fees: Readonly<Record<number, number>>): string {
  let balance = 100_000;
  const lines = Array.from({ length: rows }, (_, at) => {
    const fee = fees[at] ?? 0;
    balance -= 100 + (at % 7) + fee;
    const cells = [100 + (at % 7), fee, balance].map((minor) => (minor / 100).toFixed(2));
    return `${dayOf(at)},Shop ${at},-${cells[0]},${cells[1]},${cells[2]}\n`;
  });
  return `Date,Text,Amount,Fee,Balance\n${lines.join("")}`;
}

const FEE = { column: 3, sign: "as_written", feeColumn: 4 };

describe("rows behind the first ones", () => {
  it("a balance that breaks there reopens the choice: the fee is taken off", async () => {
    const { asked, booked, mapping } = await readText(withFees(ROWS, { 450: 50 }));
    expect([asked, mapping.amount]).toEqual([[], FEE]);
    expect(booked[450]).toBe(`${dayOf(450)} -${100 + (450 % 7) + 50}`);
    expect(booked[449]).toBe(`${dayOf(449)} -${100 + (449 % 7)}`);
  });

  it("a balance that breaks under every choice changes nothing", async () => {
    const lines = withFees(ROWS, {}).split("\n");
    const { asked, booked, mapping } = await readText(lines.toSpliced(440, 1).join("\n"));
    expect([asked, booked.length]).toEqual([[], ROWS - 1]);
    expect(mapping.amount).toEqual({ column: 3, sign: "as_written" });
  });

  it("amounts that move into other columns are found where most rows have none", async () => {
    const late = (at: number) => `${dayOf(at)},Shop ${at},,-${at % 9}.50,7.00\n`;
    const rows = Array.from({ length: ROWS }, (_, at) =>
      at < 20 ? `${dayOf(at)},Shop ${at},-${at % 9}.50,,\n` : late(at),
    );
    const file = `Date,Text,Amount,Sum,Limit\n${rows.join("")}`;
    const { asked, booked } = await readText(file);
    if (asked.length > 0) expect(asked).toEqual(["amount"]);
    else expect(booked.at(-1)).toBe(`${dayOf(ROWS - 1)} -${(ROWS - 1) % 9}50`);
  });

  it("what an earlier file had is no longer true: its balance says so", async () => {
    const earlier = ImportMapping.parse((await readText(withFees(8, {}))).mapping);
    expect(earlier.amount).toEqual({ column: 3, sign: "as_written" });
    const file = withFees(8, { 5: 50 });
    const remembered = { remember: () => Promise.resolve(earlier) };
    const { asked, booked, mapping } = await readText(file, remembered);
    expect([asked, mapping.amount]).toEqual([[], FEE]);
    expect(booked[5]).toBe(`${dayOf(5)} -155`);
  });

  it("what the caller says is not reopened", async () => {
    const choice = { amount: { column: 3, sign: "as_written" as const } };
    const { mapping } = await readText(withFees(ROWS, { 450: 50 }), { choice });
    expect(mapping.amount).toEqual(choice.amount);
  });
});
