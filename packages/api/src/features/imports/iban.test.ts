import { expect, it } from "vitest";
import { isIban } from "./iban";

it.each([
  ["DE89370400440532013000", true],
  ["NL91ABNA0417164300", true],
  ["MT84MALT011000012345MTLCAST001S", true],
  ["DE88370400440532013000", false],
  ["DE89370400440532013001", false],
  ["de89370400440532013000", false],
  ["0123456789", false],
  ["Checking", false],
  ["", false],
])("%j is an IBAN: %s", (text, is) => {
  expect(isIban(text)).toBe(is);
});
