import fc from "fast-check";
import { MAX_SLOPE, type Meter, measureSlope, type Range } from "./measure-slope";

/** A kind of text: `fragment` as often as it takes, between a beginning and an end. */
export interface Kind {
  head: string;
  fragment: string;
  tail: string;
}

/**
 * Kinds of text made of `pieces`. What is slow about a text is hardly ever one character: it is a
 * run of them, often with something before or behind it that keeps a pattern from fitting.
 */
export const kinds = (pieces: fc.Arbitrary<string>): fc.Arbitrary<Kind> => {
  const few = fc.array(pieces, { maxLength: 2 }).map((parts) => parts.join(""));
  const some = fc.array(pieces, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(""));
  const fragment = fc.oneof(pieces, some).filter((text) => text !== "");
  const madeUp = fc.record({ head: few, fragment, tail: few });
  return fc.oneof({ weight: 1, arbitrary: fc.constant(PILE) }, { weight: 4, arbitrary: madeUp });
};

/**
 * What normalizing has to sort: the kind that is known to be slow, and so is not left to chance.
 */
export const PILE: Kind = { head: "a", fragment: "\u0301\u0327", tail: "" };

/** Pieces of any text: of every script, every width, and of what parsers look at. */
export const PIECES: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...["\u0301", "\u0327", "\u0301\u0327", "\uff9e\u0327", "\u3099", "\u0f71\u0f72", "\u0344"],
      ...["\u200d", "\ufe0f", "\u{e0067}", "\u{1f3f4}", "\u202e", "\u200b", "\ufeff", "\ud800"],
      ...[" ", "\t", "\n", "\r", "\r\n", "\u00a0", "\u2028", "\u3000"],
      ...["a", "A", "é", "ß", "İ", "가", "\u1100\u1161", "ﷺ", "🏦", "ﬁ", "Ω", "א"],
      ...[
        "0",
        "1",
        "9",
        "-",
        "+",
        ".",
        ",",
        "'",
        '"',
        '""',
        ";",
        "|",
        ":",
        "/",
        "\\",
        "(",
        ")",
        "€",
      ],
      ...[
        "[",
        "]",
        "{",
        "}",
        "<",
        "&",
        "=",
        "@",
        "%",
        "_",
        "~",
        "eyJ",
        "pfn_live_",
        "Bearer ",
        "://",
      ],
    ),
  },
  fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
);

/** A text of a kind with about that number of UTF-16 units. */
export const textOf = ({ head, fragment, tail }: Kind, units: number): string =>
  head + fragment.repeat(Math.max(1, Math.floor(units / fragment.length))) + tail;

/**
 * A property for `fuzz`: the CPU time of `work` grows in proportion to its text, for every kind of
 * text. An error of `work` counts like a result.
 *
 * Nothing here depends on how fast or busy the machine is: it counts the process's CPU time instead
 * of hours, keeps the least of several rounds for each size, divides it by what the reference of
 * `measureSlope` took beside it, and looks only at how that quotient grows. Work that at its
 * largest takes little more than that is left alone.
 *
 * @example await fuzz("slugs cost", growsLinearly(kinds(PIECES), toSlug), 20)
 */
export const growsLinearly = (
  kind: fc.Arbitrary<Kind>,
  work: (text: string) => unknown,
  range: Range = {},
  meter?: Meter,
) =>
  fc.asyncProperty(fc.noShrink(kind), async (of) => {
    const measure = () => measureSlope((units) => textOf(of, units), work, range, meter);
    if ((await measure()).slope <= MAX_SLOPE) return;
    // A defect is found again; what another process on this machine did to the caches is not.
    const { slope, micros } = await measure();
    if (slope <= MAX_SLOPE) return;
    const table = micros.map(([units, least]) => `${units}: ${Math.round(least)} µs`).join(", ");
    throw new Error(
      `The CPU time of ${JSON.stringify(of)} grows with a slope of ${slope.toFixed(2)} (${table}).`,
    );
  });
