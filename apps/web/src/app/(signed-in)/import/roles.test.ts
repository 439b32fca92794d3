import { describe, expect, it } from "vitest";
import type { FileColumn, Mapping } from "./import-words";
import { amountColumns, ROLES, type Role, roleOf, withModel, withRole } from "./roles";

const column = (number: number, samples: string[], words: string[] = []): FileColumn => ({
  ...{ column: number, name: `Column ${number}`, samples, words },
});
const COLUMNS = [
  column(1, ["27.11.2026"]),
  column(2, ["TRATTORIA SOLE"]),
  column(3, ["41,00"]),
  column(4, ["3.060,02"]),
  column(5, ["6.214,80"]),
  column(6, ["S", "H"], ["S", "H"]),
];
const ONE: Mapping = {
  ...{ dateColumn: 1, payeeColumn: 2, noteColumn: null, balanceColumn: 5 },
  amount: { column: 3, sign: "as_written" },
};
const roles = Object.keys(ROLES).filter((role): role is Role => role in ROLES);

describe("the role of a column", () => {
  it("is given by one choice, and a role that another column had moves", () => {
    for (const role of roles)
      for (const { column: number } of COLUMNS) {
        if (role === "direction" && number !== 6) continue;
        const settled = withRole(ONE, { column: number, role, columns: COLUMNS });
        expect(roleOf({ ...ONE, ...settled }, number), `${role} in ${number}`).toBe(role);
      }
  });

  it("leaves no column with two roles, and no role with two columns", () => {
    for (const role of roles)
      for (const { column: number } of COLUMNS) {
        if (role === "direction" && number !== 6) continue;
        const mapping = {
          ...ONE,
          ...withRole(ONE, { column: number, role, columns: COLUMNS }),
        };
        const taken = Object.values(amountColumns(mapping.amount));
        expect(new Set(taken).size, `${role} in ${number}`).toBe(taken.length);
        expect(taken.filter((at) => at === mapping.dateColumn)).toEqual([]);
      }
  });

  it("is proposed again where a file cannot be without it, and else is none", () => {
    const without = (number: number) =>
      withRole(ONE, { column: number, role: null, columns: COLUMNS });
    expect(without(1)).toEqual({ dateColumn: undefined });
    expect(without(3)).toEqual({ amount: undefined });
    expect(without(5)).toEqual({ balanceColumn: null });
    expect(without(4)).toEqual({});
  });
});

describe("another way of amounts", () => {
  it("takes the amount's column and another one of numbers", () => {
    expect(withModel(ONE, "pair", COLUMNS)).toEqual({ amount: { outColumn: 3, inColumn: 4 } });
    expect(withModel(ONE, "words", COLUMNS)).toEqual({
      amount: { column: 3, typeColumn: 6, outWords: ["S"] },
    });
    expect(withModel(ONE, "one", COLUMNS)).toEqual({});
  });
});
