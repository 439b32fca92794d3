import { fuzz } from "@pfn/keys/testing";
import { growsLinearly } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { it } from "vitest";
import { LARGE_FILES } from "./test/large-files";

/** Sizes are counted in units of a text, of which each stands for a part of a row. */
const UNITS_PER_ROW = 16;
const SIZES = { from: 11, to: 15 };
const UNITS = { head: "", fragment: "a", tail: "" };

it.each(Object.entries(LARGE_FILES))(
  "I4: the CPU time of reading %s grows in proportion to its rows",
  (name, { write, read }) => {
    const toFile = (text: string) =>
      write(Math.floor(text.length / UNITS_PER_ROW)).toString("latin1");
    return fuzz(
      `cost of rows of ${name}`,
      growsLinearly(fc.constant(UNITS), (file) => read(Buffer.from(file, "latin1")), {
        ...SIZES,
        around: toFile,
      }),
      1,
    );
  },
);
