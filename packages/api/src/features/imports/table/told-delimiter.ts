import { DELIMITERS, type Delimiter } from "./mapping";

/** Excel writes the delimiter into a line of its own above the table. */
const TOLD = /^sep=([,;\t|])[ \t]*(?:\r\n?|\n|$)/i;

/** The delimiter that the file itself names in its first line; null where it names none. */
export const toldDelimiter = (text: string): Delimiter | null =>
  DELIMITERS.find((delimiter) => delimiter === TOLD.exec(text.slice(0, 20))?.[1]) ?? null;
