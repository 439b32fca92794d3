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

  it("amounts that an earlier file had elsewhere are found where rows have none", async () => {
    const file = (cells: (amount: string) => string) =>
      "Date,Text,Net,Total\n" +
      Array.from({ length: 8 }, (_, at) => `${dayOf(at)},Shop,${cells(`-${at + 1}.50`)}\n`).join(
        "",
      );
    const earlier = (await readText(file((amount) => `${amount},`))).mapping;
    expect(earlier.amount).toEqual({ column: 3, sign: "as_written" });
    const remember = () => Promise.resolve(ImportMapping.parse(earlier));
    const later = file((amount) => `,${amount}`);
    const { asked, booked, errors, mapping } = await readText(later, { remember });
    expect([asked, errors, mapping.amount]).toEqual([[], [], { column: 4, sign: "as_written" }]);
    expect(booked).toHaveLength(8);
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

  it("a choice that is no better is not taken: what an earlier file had stays", async () => {
    const file = (second: string) =>
      "Date,Text,Amount\n2026-03-02,A,-1.50\n" +
      `${second},B,4.50\n2026-03-04,C,-2.50\n2026-03-05,D,-3.50\n`;
    const choice = { amount: { column: 3, sign: "inverted" as const } };
    const earlier = ImportMapping.parse((await readText(file("2026-03-03"), { choice })).mapping);
    const remember = () => Promise.resolve(earlier);
    const { booked, errors } = await readText(file("the 3rd"), { remember });
    expect(errors).toHaveLength(1);
    expect(booked).toEqual(["2026-03-02 150", "2026-03-04 250", "2026-03-05 350"]);
  });

  it("what the caller says is not reopened", async () => {
    const choice = { amount: { column: 3, sign: "as_written" as const } };
    const { mapping } = await readText(withFees(ROWS, { 450: 50 }), { choice });
    expect(mapping.amount).toEqual(choice.amount);
  });
});
