import type { FilePart, OtherLine } from "../../file-part";
import { tooManyRows } from "../../refusals";
import { MAX_FILE_ROWS } from "../../schema";
import { joinStatements } from "../join-statements";
import { bankAnswered, cutOff, investments, noStatement, tooDeep } from "../refusals";
import type { Statement } from "../statement";
import { readTags, type TagListener } from "./read-tags";
import { type OfxStatement, toStatement } from "./to-statement";

/** OFX nests about ten deep. */
const MAX_DEPTH = 60;

/** An aggregate that has begun: its elements by name, those of parts of it with both names. */
interface Aggregate {
  name: string;
  line: number;
  values: Map<string, string>;
}

/**
 * The accounts of an OFX file (1.x, 2.x, QFX).
 *
 * @param currency of the account that the file goes to, for a file that names none
 * @throws DomainError BAD_REQUEST for a file without statement, cut off, or of investments;
 *   PAYLOAD_TOO_LARGE
 */
export async function readOfx(text: string, currency: string): Promise<FilePart[]> {
  const file = listen();
  await readTags(text, file.listener);
  const { statements, errors, open } = file;
  const investment = file.investment();
  const unended = open.find(({ name }) => ROWS.has(name) || STATEMENTS.has(name));
  if (unended !== undefined) throw cutOff("OFX", `</${unended.name}>`);
  if (statements.length === 0) {
    if (errors[0] !== undefined) throw bankAnswered(errors[0]);
    throw investment === null ? noStatement("OFX", "STMTRS") : investments("OFX");
  }
  const read: Statement[] = [];
  for (const statement of statements) read.push(await toStatement(statement, currency));
  const parts = joinStatements(read);
  const [first, ...others] = parts;
  if (first === undefined || investment === null) return parts;
  return [{ ...first, otherLines: [...first.otherLines, investment] }, ...others];
}

/** Kinds of statement. Where the account's own kind is not told, this one is. */
const STATEMENTS: ReadonlyMap<string, OfxStatement["kind"]> = new Map([
  ["STMTRS", null],
  ["CCSTMTRS", "credit_card"],
]);

/** Rows that are booked, and rows that are not yet (OFX 2.2, 11.4.2.4). */
const ROWS: ReadonlySet<string> = new Set(["STMTTRN", "STMTTRNP"]);

function listen() {
  const open: Aggregate[] = [];
  const statements: OfxStatement[] = [];
  const errors: string[] = [];
  let [rows, investing]: [number, number | null] = [0, null];
  const current = (): OfxStatement | undefined =>
    open.some(({ name }) => STATEMENTS.has(name)) ? statements.at(-1) : undefined;

  function end(aggregate: Aggregate): void {
    const { name, line, values } = aggregate;
    const statement = current();
    const last = statements.at(-1);
    if (name === "STATUS" && values.get("SEVERITY") === "ERROR")
      errors.push(values.get("MESSAGE") ?? `error ${values.get("CODE") ?? ""}`);
    if (STATEMENTS.has(name) && last !== undefined) last.values = values;
    else if (name === "BANKACCTFROM" || name === "CCACCTFROM") statement?.account.push(values);
    else if (name === "LEDGERBAL") statement?.balances.push(values);
    else if (ROWS.has(name) && statement !== undefined) {
      rows += 1;
      if (rows > MAX_FILE_ROWS) throw tooManyRows();
      statement.rows.push({ line, values, isBooked: name === "STMTTRN" });
    } else {
      const around = open.at(-1)?.values;
      for (const [key, value] of values) if (PARTS.has(name)) around?.set(`${name}.${key}`, value);
    }
  }

  const listener: TagListener = {
    open: (name, line) => {
      if (open.length === MAX_DEPTH) throw tooDeep("OFX", line);
      if (name.startsWith("INVSTMT")) investing ??= line;
      open.push({ name, line, values: new Map() });
      const kind = STATEMENTS.get(name);
      if (kind !== undefined)
        statements.push({ kind, line, values: new Map(), account: [], balances: [], rows: [] });
    },
    value: (name, text) => {
      const values = open.at(-1)?.values;
      if (values !== undefined && !values.has(name)) values.set(name, text);
    },
    close: (name) => {
      if (!open.some((aggregate) => aggregate.name === name)) return;
      // What is inside ends with it, should its own end be missing.
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        end(last);
        if (last.name === name) return;
      }
    },
  };
  const investment = (): OtherLine | null =>
    investing === null
      ? null
      : { line: investing, text: "INVSTMTRS", why: "Investments are not read." };
  return { listener, statements, errors, open, investment };
}

/** Parts of a row whose elements count as the row's own. */
const PARTS: ReadonlySet<string> = new Set(["PAYEE", "CURRENCY"]);
