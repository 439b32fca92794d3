import { expect, it } from "vitest";
import { defined } from "./defined";

it("leaves out what is undefined, and keeps null, zero, false and the empty text", () => {
  const fields = { a: undefined, b: null, c: 0, d: false, e: "", f: "text" };
  expect(Object.keys(defined(fields))).toEqual(["b", "c", "d", "e", "f"]);
});
