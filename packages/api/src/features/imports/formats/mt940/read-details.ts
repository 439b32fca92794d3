/** Longer texts are of no bank. UTF-16 units. */
const MAX_CHARS = 4_000;

/** Codes of parts between slashes, as Dutch, Belgian and SEPA texts have them. */
const SLASHED =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|ORDP|BENM|ADDR|CNTP|PREF|RTRN|ACCW|ULTB|ULTD|PURP|ISDT|KREF|TRCD|SVCL)\//;

/** A text of numbered parts: a code of three digits, then `?20` and so on. */
const NUMBERED = /^(\d{3})([?~^<>+@])(?=\d\d)/;

/** The code of a bank's kind of row, before a free text. */
const CODED = /^[A-Z]?\d{2,3}\?(?!\d\d)/;

/** An account before the name of its holder. */
const ACCOUNT = /^(?:[A-Z]{2}\d{2}[A-Z\d]{8,30}|\d{7,20})\s+(?=\S)/;

/**
 * What the text of a row says: who the money goes to or comes from, and what for. Which of both
 * forms a bank takes, its text shows.
 *
 * @param lines of `:86:`
 * @param supplement the second line of `:61:`
 * @returns texts in the order of preference
 */
export function readDetails(lines: readonly string[], supplement: string): string[] {
  const joined = lines.join("").slice(0, MAX_CHARS);
  const [, , mark] = NUMBERED.exec(joined) ?? [];
  if (mark !== undefined) return readNumbered(joined.slice(3), mark);
  if (SLASHED.test(joined.slice(0, 200))) return readSlashed(joined);
  return readFree(lines, supplement.slice(0, MAX_CHARS).trim());
}

/** Parts 32 and 33 are the name, 20 to 29 and 60 to 63 the purpose, 00 the kind of row. */
function readNumbered(text: string, mark: string): string[] {
  const parts = new Map<string, { text: string; isFull: boolean }>();
  for (const part of text.split(mark)) {
    const [number, content] = [part.slice(0, 2), part.slice(2)];
    if (!/^\d\d$/.test(number)) continue;
    const group = groupOf(number);
    const before = parts.get(group);
    // A full part goes on in the next one, often amid a word.
    const gap = before === undefined || before.isFull ? "" : " ";
    const isFull = content.length >= FULL_PART_CHARS;
    parts.set(group, { text: (before?.text ?? "") + gap + content, isFull });
  }
  return ["name", "purpose", "kind"].map((group) => parts.get(group)?.text ?? "");
}

const FULL_PART_CHARS = 27;

function groupOf(number: string): string {
  if (number === "32" || number === "33") return "name";
  if (number === "00") return "kind";
  return number.startsWith("2") || /^6[0-3]$/.test(number) ? "purpose" : "other";
}

function readSlashed(text: string): string[] {
  const parts = new Map<string, string>();
  // Odd places hold codes, because the pattern has a group.
  const pieces = text.split(SLASHED);
  for (let at = 1; at < pieces.length; at += 2) {
    const [code = "", content = ""] = [pieces[at], pieces[at + 1]];
    if (content.trim() !== "" && !parts.has(code)) parts.set(code, content.trim());
  }
  // Account, bank, name and town of the other side, each between slashes.
  const [, , counterparty = ""] = parts.get("CNTP")?.split("/") ?? [];
  const purpose = (parts.get("REMI") ?? "").replace(/^(?:USTD|STRD)\/[^/]*\//, "");
  return [parts.get("NAME") ?? counterparty, purpose, parts.get("TRTP") ?? ""];
}

/** A bank may repeat the line beside the amount at the end of the text. */
function readFree(lines: readonly string[], supplement: string): string[] {
  const [first = "", ...others] = lines.map((line) => line.trim()).filter((line) => line !== "");
  const plain = first.slice(0, MAX_CHARS).replace(CODED, "").replace(ACCOUNT, "");
  const isRepeated = supplement !== "" && plain.endsWith(` ${supplement}`);
  const payee = isRepeated ? plain.slice(0, -supplement.length) : plain;
  const more = others.join(" ").slice(0, MAX_CHARS);
  return payee.trim() === "" ? [supplement, more] : [payee, more, supplement];
}
