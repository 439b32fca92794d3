import { refusal } from "../../common/errors/refusal";
import { cleanLine } from "../../common/text/text";
import type { FilePart } from "./file-part";
import type { Ambiguity } from "./schema";

interface Wanted {
  /** As the caller says, from 1. */
  part: number | undefined;
  /** The account's name. */
  name: string;
}

/**
 * The account of a file that goes into the caller's: the one that the caller names, the only one,
 * or the one that bears the account's name. Null where that is for the caller to say.
 *
 * @throws DomainError BAD_REQUEST for a part that the file does not have
 */
export function choosePart(parts: readonly FilePart[], { part, name }: Wanted): FilePart | null {
  const [only] = parts;
  const chosen = part === undefined ? undefined : parts[part - 1];
  if (part !== undefined && chosen === undefined) throw noSuchPart(parts.length);
  if (chosen !== undefined) return chosen;
  if (parts.length === 1) return only ?? null;
  return parts.find(({ ref }) => ref === name) ?? null;
}

const noSuchPart = (count: number) =>
  refusal(
    "BAD_REQUEST",
    "part",
    `the file has ${count} ${count === 1 ? "account" : "accounts"}.`,
    "Parts count from 1; a preview without `part` names them.",
  );

/** Characters of an account's name in a file. */
const REF_CHARS = 100;
/** More accounts are chosen by their number. */
const MOST_OPTIONS = 50;

export const askForPart = (parts: readonly FilePart[]): Ambiguity => ({
  field: "part",
  question: "The file has rows of several accounts. Which of them goes into this one?",
  lines: [],
  options: parts.slice(0, MOST_OPTIONS).map(({ ref, rows }, at) => ({
    value: at + 1,
    means: `${cleanLine(ref ?? "", REF_CHARS) || "Without a name"}: ${rows.length} rows.`,
    rows: [],
  })),
});
