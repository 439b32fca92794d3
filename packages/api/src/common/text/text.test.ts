import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Line, NewNote, Note, NoteChange } from "./text";

const line = Line(20);
const note = Note(20);
const detailOf = (schema: typeof line | typeof note, text: unknown) =>
  schema.safeParse(text).error?.issues[0]?.message;

describe("I4, A10: a line of text", () => {
  it.each([
    ["plain words", "Café Lumen"],
    ["German", "Grüße, Öl & Süßes"],
    ["Greek with all accents", "ᾧ Ἀθῆναι"],
    ["Vietnamese", "Phở Thìn Lò Đúc"],
    ["Russian", "Ёлки-палки"],
    ["Hebrew", "מאפיית לחמים"],
    ["Arabic with vowels", "مَخْبَز"],
    ["Persian with a zero-width non-joiner", "می\u200cخواهم"],
    ["Hindi with a zero-width joiner", "क्\u200dष"],
    ["Hindi with a zero-width non-joiner", "क्\u200cष"],
    ["Thai, vowels above and below", "ร้านกาแฟน้ำชื่นใจ"],
    ["Tamil", "ஸ்ரீலங்கா"],
    ["Burmese", "မြန်မာ"],
    ["Tibetan stacks", "བསྒྲུབས་"],
    ["Japanese with a variant of a character", "葛\u{e0100}飾区"],
    ["Korean", "스타벅스 강남점"],
    ["Mongolian with a variation selector", "ᠮᠣᠩᠭᠣᠯ\u180b"],
    ["a family of four", "👨‍👩‍👧‍👦"],
    ["a kiss with two skin tones", "👩🏽‍❤️‍💋‍👨🏿"],
    ["a keycap", "7️⃣"],
    ["the flag of a country", "🇪🇺"],
    ["the flag of Scotland", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
    ["one punctuation mark", "?"],
    ["signs of the bank", "SEPA*//+?:%_\\'\"<b>"],
  ])("keeps %s as it is", (_, text) => {
    expect(line.parse(text)).toBe(text.normalize("NFC"));
  });

  it("is stored composed (NFC) and trimmed, whichever way it was typed", () => {
    expect(line.parse("  Cafe\u0301\u00a0")).toBe("Caf\u00e9");
    expect(line.parse("\u1112\u1161\u11ab")).toBe("\ud55c");
  });

  it.each([
    ["NUL", "a\0b"],
    ["a line break", "a\nb"],
    ["a tab", "a\tb"],
    ["an escape sequence", "\u001b[31mred"],
    ["a C1 control", "a\u0085b"],
    ["a line separator", "a\u2028b"],
    ["a paragraph separator", "a\u2029b"],
    ["half a surrogate pair", "a\ud83d"],
    ["the other half first", "\udc00a"],
    ["a right-to-left override", "invoice\u202efdp.exe"],
    ["an isolate", "a\u2066b\u2069"],
    ["a right-to-left mark", "a\u200fb"],
    ["an Arabic letter mark", "a\u061cb"],
    ["a zero-width space", "a\u200bb"],
    ["a word joiner", "a\u2060b"],
    ["a byte order mark", "\ufeffa"],
    ["an annotation anchor", "a\ufff9b"],
    ["tag characters that spell a message", "ok\u{e0068}\u{e0069}"],
    ["a flag with tags of its own", "🏴\u{e0068}\u{e0069}\u{e007f}"],
    ["a message in variation selectors", `ok${"\ufe01\ufe02".repeat(4)}`],
    ["a message in joiners", `ok${"\u200c\u200d".repeat(4)}`],
    ["a pile of combining marks", `a${"\u0301".repeat(31)}`],
  ])("refuses %s, and says what to send", (_, text) => {
    expect(detailOf(line, text)).toBe(
      "Contains a control or invisible character; send plain text on one line.",
    );
  });

  it.each([
    ["nothing", ""],
    ["spaces", "  \u00a0\u3000"],
    ["joiners", "\u200d"],
    ["a combining mark", "\u0301"],
    ["a soft hyphen", "\u00ad"],
    ["a Hangul filler", "\u3164"],
    ["a Hangul choseong filler", "\u115f"],
    ["a half-width Hangul filler", "\uffa0"],
    ["the empty Braille cell", "\u2800"],
    ["a lonely variation selector", "\ufe0f"],
  ])("refuses %s: a person would see nothing", (_, text) => {
    expect(detailOf(line, text)).toBe("Must contain something visible.");
  });

  it("is measured in characters, not in what they take to store", () => {
    expect(line.parse("🍞".repeat(20))).toHaveLength(40);
    expect(detailOf(line, "🍞".repeat(21))).toBe("At most 20 characters.");
    expect(line.parse("e\u0301".repeat(20))).toHaveLength(20);
    expect(line.parse(`${" ".repeat(500)}${"a".repeat(20)}`)).toHaveLength(20);
  });

  it("whatever it lets through can be stored, shown and read back the same", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })),
        (text) => {
          const { data } = line.safeParse(text);
          if (data === undefined) return;
          expect(data).not.toMatch(/[\0\p{Cs}]/u);
          expect(line.parse(data)).toBe(data);
        },
      ),
    );
  });

  it("answers any text at once: a hundred thousand marks that would have to be sorted", () => {
    expect(detailOf(line, `a${"\u0301\u0316".repeat(100_000)}`)).toMatch(/^Contains/);
  });
});

describe("I4: a note", () => {
  it("may have lines, which end the same way whoever typed them", () => {
    expect(note.parse("one\r\ntwo\rthree\n")).toBe("one\ntwo\nthree");
  });

  it("may be empty", () => {
    expect(note.parse("")).toBe("");
  });

  it("is no note when it is empty: left out of something new, and taken away by a change", () => {
    expect(["", " ", undefined].map((text) => NewNote(20).parse(text))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(["", " ", null, undefined].map((text) => NoteChange(20).parse(text))).toEqual([
      null,
      null,
      null,
      undefined,
    ]);
    expect([NewNote(20).parse(" a "), NoteChange(20).parse(" a ")]).toEqual(["a", "a"]);
  });

  it.each(["a\0b", "a\tb", "a\u202eb", "a\u2028b", "a\ud800"])(
    "refuses what a line refuses, but for line breaks (%#)",
    (text) => {
      expect(detailOf(note, text)).toBe(
        "Contains a control or invisible character; send plain text.",
      );
    },
  );

  it.each([1, null, undefined, {}, ["a"]])("refuses what is no text (%#)", (value) => {
    expect(note.safeParse(value).success).toBe(false);
    expect(line.safeParse(value).success).toBe(false);
  });
});
