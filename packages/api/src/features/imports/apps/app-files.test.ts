import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readExport } from "./test/read-export";

// What is right for each stands in `formats/expected.json` of the folder that PFN_TEST_BANK_FILES
// names.
const folder = process.env["PFN_TEST_BANK_FILES"] ?? "";

const Row = z.object({
  date: z.string(),
  amount: z.string(),
  payee: z.string().optional(),
  category: z.string().optional(),
  lines: z.array(z.tuple([z.string(), z.string()])).optional(),
  transferTo: z.string().optional(),
  kind: z.string().optional(),
  status: z.string().optional(),
});
const Expected = z.object({
  import: z.object({ currency: z.string(), today: z.string() }),
  statements: z.array(z.object({ account: z.string().nullable(), rows: z.array(Row) })),
});

function readExpected(): [string, z.infer<typeof Expected>][] {
  if (folder === "") return [];
  const text = readFileSync(join(folder, "formats", "expected.json"), "utf8");
  return Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))
    .filter(([name]) => name.startsWith("app-"))
    .map(([name, entry]) => [name, Expected.parse(entry)]);
}

const FILES = readExpected();
const minorOf = (amount: string) => String(BigInt(amount.replace(".", "")));

describe.skipIf(FILES.length === 0)("exports of other programs that somebody else wrote", () => {
  it.each(FILES)("%s: its accounts and their rows, without a question", async (name, expected) => {
    const { currency, today } = expected.import;
    const bytes = readFileSync(join(folder, "formats", name));
    const { asked, parts } = await readExport(bytes, { currency, today });
    expect(asked).toEqual([]);
    expect(parts.map(({ ref }) => ref)).toEqual(expected.statements.map(({ account }) => account));
    for (const [at, { rows }] of expected.statements.entries()) {
      expect(parts[at]?.errors).toEqual([]);
      expect(parts[at]?.rows).toHaveLength(rows.length);
      expect(parts[at]?.rows).toMatchObject(
        rows.map(({ amount, lines, ...told }) => ({
          ...{ ...told, minor: minorOf(amount) },
          ...(lines && {
            lines: lines.map(([category, part]) => [category, minorOf(part), expect.anything()]),
          }),
        })),
      );
    }
  });
});
