import { z } from "zod";
import { cutText, normalizeText, PILE } from "./normalize-text";

/**
 * Words of plain and Western letters with a space between two of them: most texts of a bank's file.
 * Nothing of them is left out, and they are composed.
 */
const PLAIN = /^[!-~À-ÖØ-öø-ÿ]+(?: [!-~À-ÖØ-öø-ÿ]+)*$/;

/**
 * Control characters, line separators, lone surrogates, and marks that turn or hide text (bidi
 * controls, zero-width and tag characters).
 */
const UNWELCOME =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const UNWELCOME_IN_NOTES = new RegExp(
  UNWELCOME.source.replace("\\p{Cc}", "\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f"),
  "u",
);
/** The flags of England, Scotland and Wales: the only honest texts with tag characters in them. */
const TAGGED_FLAGS =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;
/**
 * Joiners and variation selectors belong to emoji, Persian and the scripts of India, one or two at
 * a time; a row of them hides a message. More than 30 combining marks in a row are in no language
 * (UAX #15, stream-safe text) and make normalizing slow.
 */
const PILED_UP = /(?:\u200c|\u200d|[\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]){3}|\p{M}{31}/u;
/**
 * Something a person can see: not only spaces, joiners, combining marks, fillers or the empty
 * Braille cell.
 */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

const text = (max: number, unwelcome: RegExp, form: string) =>
  z
    .string()
    .refine((value) => !unwelcome.test(value.replace(TAGGED_FLAGS, "")) && !PILED_UP.test(value), {
      error: `Contains a control or invisible character; send ${form}.`,
      abort: true,
    })
    .transform((value) => normalizeText(value.trim(), { form: "NFC", most: max }))
    .refine((value) => [...value].length <= max, { error: `At most ${max} characters.` });

/** One visible line: NFC, trimmed, 1 to `max` code points (I4). */
export const Line = (max: number) =>
  text(max, UNWELCOME, "plain text on one line").refine((value) => VISIBLE.test(value), {
    error: "Must contain something visible.",
  });

/**
 * A note: like {@link Line}, with line breaks, and possibly empty. The line breaks of Windows
 * become plain ones.
 */
export const Note = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(/\r\n?/g, "\n"))
    .pipe(text(max, UNWELCOME_IN_NOTES, "plain text"));

// An empty note is no note.

/** The note of something new: an empty one counts as left out. */
export const NewNote = (max: number) =>
  Note(max)
    .transform((note) => (note === "" ? undefined : note))
    .optional();

/** A change of a note: null takes it away, and so does an empty one. */
export const NoteChange = (max: number) =>
  Note(max)
    .transform((note) => (note === "" ? null : note))
    .nullable()
    .optional();

/** Every character that a {@link Line} refuses, for text that is cleaned instead of refused. */
const EVERY_UNWELCOME = new RegExp(UNWELCOME.source, "gu");
const EVERY_PILE =
  /(?:\u200c|\u200d|[\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]){3,}|\p{M}{31,}/gu;

/**
 * Somebody else's text as a {@link Line}: what a line refuses is left out, what is too long cut
 * off. Empty when nothing visible is left.
 *
 * @example cleanLine("CAFE\u202e  ROMA\t1", 200) // "CAFE ROMA 1"
 */
export function cleanLine(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const line = text
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .replace(EVERY_UNWELCOME, "")
    .replace(EVERY_PILE, "");
  const cut = cutText(normalizeText(line.trim(), { form: "NFC", most: max }), max).trim();
  return VISIBLE.test(cut) ? cut : "";
}

/**
 * Somebody else's text as it is, with what a reader would not see, or see wrongly, written out
 * (A10).
 *
 * @example escapeLine("PAY\u202eEE") // "PAY\\u{202e}EE"
 */
export function escapeLine(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const shown = cutText(text, max)
    .replace(EVERY_UNWELCOME, writeOut)
    .replace(PILE, (_, marks: string, more: string) => marks + [...more].map(writeOut).join(""));
  return cutText(shown, max);
}

const writeOut = (mark: string) => `\\u{${mark.codePointAt(0)?.toString(16)}}`;
