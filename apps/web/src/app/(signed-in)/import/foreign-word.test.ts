import { expect, it } from "vitest";
import { foreignWord, readAs } from "./foreign-word";

const wordOf = (...bytes: number[]) => foreignWord(Buffer.from(bytes).toString("base64"));
const ascii = (text: string) => [...Buffer.from(text)];

it("the first foreign word of a file is shown as each encoding reads it", () => {
  const word = wordOf(...ascii("Day;Text\n1;buy O"), 0xb3, 0xf3, ...ascii("wek;2"));
  expect(word && readAs(word, "windows-1250")).toBe("Ołówek");
  expect(word && readAs(word, "windows-1252")).toBe("O³ówek");
});

it("a file of plain letters has none, and an unknown encoding shows none", () => {
  expect(wordOf(...ascii("Day;Text"))).toBeNull();
  expect(readAs(new Uint8Array([0xb3]), "cp852")).toBeNull();
});
