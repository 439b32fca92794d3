import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BookEntry, book, rowsOf } from "./test/ledger-book";
import { readExport } from "./test/read-export";
import {
  writeActual,
  writeFirefly,
  writeGnucash,
  writeMint,
  writeSure,
  writeYnab,
} from "./test/write-apps";

const EVERY = ["plain", "split", "transfer", "opening"] as const;
const style = fc.record({
  order: fc.constantFrom("MDY", "DMY", "YMD"),
  mark: fc.constantFrom(".", ","),
  isFour: fc.boolean(),
  repeats: fc.boolean(),
});
type Style = typeof style extends fc.Arbitrary<infer S> ? S : never;

interface Program {
  app: string;
  kinds: readonly BookEntry["kind"][];
  write: (entries: readonly BookEntry[], style: Style) => string;
  /** Whether its days may leave an order open. */
  mayAsk: boolean;
}

const PROGRAMS: readonly Program[] = [
  { app: "ynab", kinds: EVERY, write: writeYnab, mayAsk: true },
  { app: "actual", kinds: EVERY, write: writeActual, mayAsk: false },
  { app: "mint", kinds: ["plain"], write: writeMint, mayAsk: false },
  { app: "firefly", kinds: EVERY, write: writeFirefly, mayAsk: false },
  { app: "gnucash", kinds: EVERY, write: writeGnucash, mayAsk: false },
  { app: "sure", kinds: ["plain"], write: writeSure, mayAsk: false },
];

describe.each(PROGRAMS)("a book as $app exports it", ({ app, kinds, write, mayAsk }) => {
  it("is read with its accounts, days, amounts, categories and transfers, or asked about", () =>
    fc.assert(
      fc.asyncProperty(book(kinds), style, async (entries, how) => {
        const read = await readExport(write(entries, how), {
          currency: how.mark === "," && app === "ynab" ? "EUR" : "USD",
        });
        expect(read.app).toBe(app);
        if (mayAsk && read.asked.length > 0) {
          expect(read.asked).toEqual(["dateOrder"]);
          return;
        }
        expect(read.asked).toEqual([]);
        const expected = rowsOf(entries);
        expect(read.parts.map(({ ref }) => ref).sort()).toEqual([...expected.keys()].sort());
        for (const { ref, rows, errors } of read.parts) {
          expect(errors).toEqual([]);
          expect(rows).toHaveLength(expected.get(ref ?? "")?.length ?? 0);
          expect(rows).toMatchObject(expected.get(ref ?? "") ?? []);
        }
      }),
    ));
});
