import { piecesOf } from "../../../../common/text/pieces-of";
import { type FilePart, isBad, type Stated } from "../../file-part";
import { tooManyRows } from "../../refusals";
import { MAX_FILE_ROWS } from "../../schema";
import { joinStatements, sumOf } from "../join-statements";
import { readXml } from "../read-xml";
import { noStatement } from "../refusals";
import type { Statement } from "../statement";
import { addChild, find, isKnown, type Node, textAt } from "./nodes";
import { dayAt, type Entry, readEntry, signedAmount } from "./read-entry";

/** Parsed between two looks at the clock: about twenty entries. UTF-16 units. */
const UNITS_PER_PIECE = 16_384;

/** A statement while it is read: entries become rows at once, so that their elements can go. */
interface OpenStatement {
  ref: string | null;
  currency: string | null;
  balances: Map<string, Stated>;
  entries: Entry[];
}

/**
 * The accounts of a CAMT file: camt.052, .053 or .054 of any version (ISO 20022).
 *
 * @param currency of the account that the file goes to, for a statement that names none
 * @throws DomainError BAD_REQUEST for a file without statement or that is not well-formed;
 *   PAYLOAD_TOO_LARGE
 */
export async function readCamt(text: string, currency: string): Promise<FilePart[]> {
  const statements: OpenStatement[] = [];
  await readXml("CAMT", piecesOf(text, UNITS_PER_PIECE), listenForStatements(statements, currency));
  if (statements.length === 0) throw noStatement("CAMT", "Stmt");
  return joinStatements(statements.map(toStatement));
}

const STATEMENTS: ReadonlySet<string> = new Set(["Stmt", "Rpt", "Ntfctn"]);

/** Keeps of a statement what `nodes.ts` lists, and of the rest of the document nothing. */
function listenForStatements(statements: OpenStatement[], fallback: string) {
  /** The elements in which the parser is; null for one that is not kept. */
  const open: (Node | null)[] = [];
  const names: string[] = [];
  let rows = 0;

  function end(node: Node): void {
    const statement = statements.at(-1);
    if (statement === undefined) return;
    if (node.name === "Acct") readAccount(node, statement);
    else if (node.name === "Bal") readBalance(node, statement);
    else if (node.name === "Ntry") {
      statement.currency ??= find(node, "Amt")?.currency ?? null;
      const entry = readEntry(node, statement.currency ?? fallback);
      rows += entry.rows.length;
      if (rows > MAX_FILE_ROWS) throw tooManyRows();
      statement.entries.push(entry);
    }
  }

  return {
    open: (name: string, attributes: Readonly<Record<string, string>>, line: number) => {
      const around = names.at(-1) ?? "";
      const parent = open.at(-1) ?? null;
      if (STATEMENTS.has(name) && around.startsWith("BkToCstmr"))
        statements.push({ ref: null, currency: null, balances: new Map(), entries: [] });
      const isKept = isKnown(name) && (parent !== null || STATEMENTS.has(around));
      const currency = attributes["Ccy"] ?? null;
      const node = isKept ? { name, line, text: "", currency, children: null } : null;
      if (node !== null && parent !== null) addChild(parent, node);
      open.push(node);
      names.push(name);
    },
    text: (text: string) => {
      const node = open.at(-1) ?? null;
      if (node !== null && node.text.length < MAX_TEXT_CHARS)
        node.text += text.slice(0, MAX_TEXT_CHARS);
    },
    close: () => {
      names.pop();
      const node = open.pop() ?? null;
      if (node !== null && STATEMENTS.has(names.at(-1) ?? "")) end(node);
    },
  };
}

/** No text that pfn keeps is as long. UTF-16 units. */
const MAX_TEXT_CHARS = 4_096;

function readAccount(node: Node, statement: OpenStatement): void {
  statement.ref = textAt(node, "Id", "IBAN") || textAt(node, "Id", "Othr", "Id") || null;
  statement.currency = textAt(node, "Ccy") || null;
}

/** Opening and closing balances, booked; what is available is another figure. */
function readBalance(node: Node, statement: OpenStatement): void {
  const code = textAt(node, "Tp", "CdOrPrtry", "Cd");
  const amount = signedAmount(node, node);
  if (amount === null || statement.balances.has(code)) return;
  statement.currency ??= find(node, "Amt")?.currency ?? null;
  statement.balances.set(code, { amountMinor: amount.toString(), on: dayAt(node, "Dt") });
}

function toStatement({ ref, currency, balances, entries }: OpenStatement): Statement {
  const opening = balances.get("OPBD") ?? balances.get("PRCD") ?? null;
  const closing = balances.get("CLBD") ?? null;
  const asWritten = entries.flatMap(({ rows }) => rows);
  const turned = entries.flatMap(({ rows, isReversal }) => (isReversal ? rows.map(turn) : rows));
  const fits = (rows: Statement["rows"]) =>
    opening !== null &&
    closing !== null &&
    BigInt(opening.amountMinor) + sumOf(rows) === BigInt(closing.amountMinor);
  const isTurned = !fits(asWritten) && fits(turned);
  const isUnsure = opening === null || closing === null;
  const unsure = isUnsure ? entries.filter(({ isReversal }) => isReversal) : [];
  return {
    ...{ ref, kind: null, currency, opening, closing, rows: isTurned ? turned : asWritten },
    otherLines: unsure.map(({ rows }) => ({
      line: rows[0]?.line ?? 0,
      text: "RvslInd",
      why: "Takes another entry back. Without balances its direction is taken as written.",
    })),
  };
}

const turn = (row: Statement["rows"][number]): Statement["rows"][number] =>
  isBad(row) ? row : { ...row, amountMinor: (-BigInt(row.amountMinor)).toString() };
