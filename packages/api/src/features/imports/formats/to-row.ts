import { MAX_MINOR } from "../../../common/money/money";
import { cleanLine, escapeLine } from "../../../common/text/text";
import type { BadRow, ReadRow } from "../file-part";

/** Characters of a payee, of a note, of a bank's id, of its own text. */
const LIMITS = { payee: 200, note: 1_000, externalId: 200, rawText: 1_000 } as const;

/** A row as a format tells it: texts as they stand there, money in minor units. */
export interface Told
  extends Pick<ReadRow, "kind" | "lines" | "valueDate" | "categoryPath" | "transferTo"> {
  line: number;
  date: string;
  amount: bigint;
  /** In the order of preference: the first that is not empty is the payee, the second the note. */
  texts: readonly (string | null | undefined)[];
  externalId?: string | null | undefined;
  category?: string | null;
  isBooked?: boolean;
}

/** A row for the ledger, with texts that are safe to show. */
export function toRow({ amount, texts, externalId, ...told }: Told): ReadRow | BadRow {
  if (amount > MAX_MINOR || amount < -MAX_MINOR)
    return { line: told.line, reason: "The amount is larger than any that pfn keeps." };
  const [payee = "", note = ""] = distinct(texts);
  return {
    isBooked: true,
    category: null,
    ...told,
    amountMinor: amount.toString(),
    payee: cleanLine(payee, LIMITS.payee) || "No description",
    note: cleanLine(note, LIMITS.note) || null,
    rawText: escapeLine(payee, LIMITS.rawText),
    externalId: readId(externalId ?? ""),
    balanceMinor: null,
    status: "posted",
    review: "unreviewed",
    ownId: null,
  };
}

/** Texts that say something, each once. */
const distinct = (texts: Told["texts"]): string[] => [
  ...new Set(texts.map((text) => text?.trim() ?? "").filter((text) => text !== "")),
];

/** What banks write where a row has no id. */
const NO_ID = /^(?:0*|none|nonref|notprovided|n\/?a)$/i;

function readId(text: string): string | null {
  const id = cleanLine(text, LIMITS.externalId);
  return NO_ID.test(id) ? null : id;
}
