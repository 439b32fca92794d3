import { PreviewImportInput } from "@pfn/api/schema/imports";
import { expect, it } from "vitest";
import { readBankFile } from "./read-file";

it.each([
  ["as usual", "march.csv", "march.csv"],
  ["with marks that nobody sees", "march\u202evsc.\n.csv", "marchvsc. .csv"],
  [
    "with a character at the limit that takes two places",
    `${"a".repeat(199)}💶.csv`,
    `${"a".repeat(199)}💶`,
  ],
  ["by nothing that can be seen", "\u200b", "bank file"],
])("a file that is called %s is taken, its bytes as they are", async (_, given, name) => {
  const file = await readBankFile(new File([new Uint8Array([0xff, 0x00, 0x41])], given));
  expect(file).toEqual({ name, content: "/wBB" });
  expect(PreviewImportInput.shape.fileName.parse(file.name)).toBe(name);
});
