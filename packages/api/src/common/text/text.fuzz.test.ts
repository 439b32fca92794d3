import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES, PILE } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { plain } from "../../features/imports/table/plain";
import { Email } from "../../features/profile/schema";
import { closest } from "../errors/closest";
import { maskSecrets } from "../logging/mask-secrets";
import { cutText, type NormalForm, normalizeText } from "./normalize-text";
import { piecesOf } from "./pieces-of";
import { cleanLine, escapeLine, Line, Note } from "./text";

// Any text is read in a time that is in proportion to it (I4, A10).

const FORMS: readonly NormalForm[] = ["NFC", "NFKC", "NFKD"];

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "a line": (text) => Line(200).safeParse(text),
  "a note": (text) => Note(1_000).safeParse(text),
  "a bank's line": (text) => cleanLine(text, 200),
  "a bank's own text": (text) => escapeLine(text, 1_000),
  "a bank's word": plain,
  "an address": (text) => Email.safeParse(text),
  "a word that is near": (text) => closest(text, ["accountId", "categoryId"]),
  "a text for the log": maskSecrets,
  ...Object.fromEntries(
    FORMS.map((form) => [
      `a text in ${form}`,
      (text: string) => normalizeText(text, { form, most: text.length }),
    ]),
  ),
};

it.each(Object.entries(READERS))(
  "I4: the CPU time of %s grows in proportion to the text, whatever it is",
  async (name, read) => {
    await fuzz(`cost of ${name}, piled up`, growsLinearly(fc.constant(PILE), read), 1);
    await fuzz(`cost of ${name}`, growsLinearly(kinds(PIECES), read), 8);
  },
);

const unit = fc.oneof(
  fc.constantFrom(
    "a",
    "e",
    " ",
    "\u0301",
    "\u0327",
    "\u1100",
    "\u1161",
    "\u11a8",
    "\uff9e",
    "ﬁ",
    "ﷺ",
    "\u{1f3f4}",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const honest = fc.array(unit, { maxLength: 60 }).map((units) => units.join(""));

it(
  "I4: a text without piles comes back in the very form that Unicode gives it, and a long one " +
    "as one that is too long",
  () =>
    fuzz(
      "normalized text",
      fc.property(honest, fc.constantFrom(...FORMS), fc.nat(80), (text, form, most) => {
        fc.pre(!/[\p{M}\uff9e\uff9f]{31}/u.test(text));
        const [whole, read] = [text.normalize(form), normalizeText(text, { form, most })];
        if ([...text].length <= 4 * (most + 1)) expect(read).toBe(whole);
        else expect([...read].length).toBeGreaterThan(most);
      }),
      2_000,
    ),
);

it("I4: a text is cut between code points", () =>
  fuzz(
    "cut text",
    fc.property(honest, fc.nat(70), (text, most) => {
      expect(cutText(text, most)).toBe([...text].slice(0, most).join(""));
    }),
    2_000,
  ));

/** Whether normalizing sorts a character: it then goes behind a mark of the lowest class. */
const isSorted = (char: string) =>
  `a${char}\u0334`.normalize("NFD") !== `a${char.normalize("NFD")}\u0334`;

it(
  "I4: every character that normalizing turns into a mark counts as one, so that none of them " +
    "piles up unseen",
  () => {
    const marks = /^[\p{M}\uff9e\uff9f]/u;
    const unseen: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      const [first = ""] = char.normalize("NFKD");
      if (isSorted(first) && !marks.test(char)) unseen.push(code.toString(16));
    }
    expect(unseen).toEqual([]);
  },
);

it("I4: the pieces of a text are the text, and none begins or ends within a code point", () =>
  fuzz(
    "pieces of a text",
    fc.property(honest, fc.integer({ min: 1, max: 9 }), (text, units) => {
      const pieces = [...piecesOf(text, units)];
      expect(pieces.join("")).toBe(text);
      expect(pieces.flatMap((piece) => [...piece])).toEqual([...text]);
      expect(pieces.every((piece) => piece.length <= units + 1)).toBe(true);
    }),
    1_000,
  ));
