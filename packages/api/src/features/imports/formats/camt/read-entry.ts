import type { BadRow, ReadRow } from "../../file-part";
import { readDay } from "../read-day";
import { readDecimal } from "../read-decimal";
import { toRow } from "../to-row";
import { all, find, type Node, textAt } from "./nodes";

/** An entry of a statement: one row, or those of a batch. */
export interface Entry {
  rows: (ReadRow | BadRow)[];
  /** It reverses another one, and some banks then write the direction of that one. */
  isReversal: boolean;
}

/** `Ntry` of any version of camt.052, .053 and .054. */
export function readEntry(entry: Node, currency: string): Entry {
  const { line } = entry;
  const isReversal = /^(?:true|1)$/.test(textAt(entry, "RvslInd"));
  const bad = (reason: string): Entry => ({ rows: [{ line, reason }], isReversal });
  const amount = signedAmount(entry, entry);
  if (find(entry, "Amt")?.currency !== currency)
    return bad(`\`Amt\` is in another currency than ${currency}, the statement's.`);
  if (amount === null) return bad(`\`Amt\` and \`CdtDbtInd\` hold no amount in ${currency}.`);
  const date = dayAt(entry, "BookgDt") ?? dayAt(entry, "ValDt");
  if (date === null) return bad("`BookgDt` holds no real day.");
  const booking = {
    line,
    date,
    valueDate: dayAt(entry, "ValDt"),
    // Up to version 7 the status is a text, then a code.
    isBooked: ["", "BOOK"].includes(textAt(entry, "Sts", "Cd") || textAt(entry, "Sts")),
  };
  const details = all(entry, "NtryDtls").flatMap((part) => all(part, "TxDtls"));
  const parts = splitBatch(entry, details, amount);
  const reference = textAt(entry, "AcctSvcrRef");
  const rows =
    parts === null
      ? [
          toRow({
            ...booking,
            amount,
            texts: textsOf(entry, details.length === 1 ? details[0] : undefined),
            externalId: reference || textAt(details[0], "Refs", "AcctSvcrRef"),
          }),
        ]
      : parts.map((part, at) =>
          toRow({
            ...booking,
            amount: part,
            texts: textsOf(entry, details[at]),
            externalId: idOfPart(reference, details[at], at + 1),
          }),
        );
  return { rows, isReversal };
}

/** The parts of a batch have no id of their own but their place. */
function idOfPart(reference: string, part: Node | undefined, nth: number): string {
  const isNone = reference === "" || reference === "NOTPROVIDED";
  return isNone ? textAt(part, "Refs", "AcctSvcrRef") : `${reference}/${nth}`;
}

/** `BookgDt`, `ValDt` or `Dt`, as a day or a moment. */
export const dayAt = (node: Node, name: string): string | null =>
  readDay(textAt(node, name, "Dt") || textAt(node, name, "DtTm"));

/** The amount at `Amt`, negative for a debit. Null where there is none, or no direction. */
export function signedAmount(node: Node, direction: Node): bigint | null {
  const at = find(node, "Amt");
  const way = textAt(direction, "CdtDbtInd");
  if (at === undefined || (way !== "CRDT" && way !== "DBIT")) return null;
  // The standard has a point, and no sign but `CdtDbtInd`. Nothing tells what others would mean.
  if (!/^\s*[\d.]+\s*$/.test(at.text.slice(0, MAX_CHARS))) return null;
  const amount = readDecimal(at.text, { mark: ".", currency: at.currency ?? "" });
  return amount !== null && way === "DBIT" ? -amount : amount;
}

/** Longer texts are no amounts. */
const MAX_CHARS = 60;

/** The amounts of a batch's parts; null unless each has one and they sum to the entry. */
function splitBatch(entry: Node, details: readonly Node[], whole: bigint): bigint[] | null {
  if (details.length < 2) return null;
  const currency = find(entry, "Amt")?.currency;
  const amounts = details.flatMap((part) => {
    const at = find(part, "Amt") === undefined ? find(part, "AmtDtls", "TxAmt") : part;
    const own = find(part, "CdtDbtInd") === undefined ? entry : part;
    const amount = at === undefined ? null : signedAmount(at, own);
    return amount !== null && find(at, "Amt")?.currency === currency ? [amount] : [];
  });
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  return amounts.length === details.length && sum === whole ? amounts : null;
}

/** Who is on the other side, what it is for, and what the bank calls it. */
function textsOf(entry: Node, part: Node | undefined): string[] {
  const parties = find(part, "RltdPties");
  const isDebit = textAt(part, "CdtDbtInd") === "DBIT" || textAt(entry, "CdtDbtInd") === "DBIT";
  const sides = isDebit ? ["Cdtr", "UltmtCdtr"] : ["Dbtr", "UltmtDbtr"];
  const [name = ""] = sides
    .map((side) => textAt(parties, side, "Nm") || textAt(parties, side, "Pty", "Nm"))
    .filter((found) => found !== "");
  const remittance = find(part, "RmtInf");
  const purpose =
    all(remittance, "Ustrd")
      .map(({ text }) => text.trim())
      .join(" ")
      .trim() || textAt(remittance, "Strd", "CdtrRefInf", "Ref");
  return [name, purpose, textAt(part, "AddtlTxInf"), textAt(entry, "AddtlNtryInf")];
}
