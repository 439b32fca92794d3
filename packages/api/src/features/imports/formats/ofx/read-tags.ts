import { UNITS_PER_STEP, yieldIfDue } from "../../../../common/yield-to-event-loop";
import { countLines } from "../lines-of";
import { tooManyElements } from "../refusals";
import { unescapeText } from "./unescape-text";

/** Tags of a file. A row has about ten. */
const MAX_TAGS = 2_000_000;
/** No value that pfn keeps is as long; of a longer one no more is looked at. UTF-16 units. */
const MAX_VALUE_CHARS = 8_192;

/** What a reader of tags hears, in the file's order. */
export interface TagListener {
  /** An aggregate begins. */
  open: (name: string, line: number) => void;
  /** An aggregate ends. */
  close: (name: string, line: number) => void;
  /** An element and its value; empty where it has none. */
  value: (name: string, text: string) => void;
}

/**
 * Goes through the tags of an OFX text, of either version. It is no XML parser, because elements
 * of OFX 1 have no end tags (OFX 1.0.2, 2.3.2), and files that call themselves OFX 2 lack some.
 * An aggregate is what has an end tag somewhere and never a text behind its tag, or a statement.
 *
 * @throws DomainError PAYLOAD_TOO_LARGE for more than two million tags
 */
export async function readTags(text: string, listener: TagListener): Promise<void> {
  const aggregates = await findAggregates(text);
  const lineAt = countLines(text);
  await visitTags(text, ({ name, isEnd, at, end, next }) => {
    if (aggregates.has(name)) {
      if (isEnd) listener.close(name, lineAt(at));
      else listener.open(name, lineAt(at));
    } else if (!isEnd) listener.value(name, textBetween(text, end, next));
  });
}

async function findAggregates(text: string): Promise<Set<string>> {
  const [seen, ended, filled] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let tags = 0;
  await visitTags(text, ({ name, isEnd, end, next }) => {
    tags += 1;
    if (tags > MAX_TAGS) throw tooManyElements("OFX", MAX_TAGS);
    seen.add(name);
    if (isEnd) ended.add(name);
    else if (isFilled(text, end, next)) filled.add(name);
  });
  for (const name of seen) if (STATEMENTS.has(name)) ended.add(name);
  return new Set([...ended].filter((name) => AGGREGATES.has(name) || !filled.has(name)));
}

/** Of a file that was cut off no statement may have ended. */
const STATEMENTS: ReadonlySet<string> = new Set(["STMTRS", "CCSTMTRS"]);

/** What a reader looks for; a stray word behind one of them changes nothing. */
const AGGREGATES: ReadonlySet<string> = new Set([
  ...["OFX", "STATUS", "STMTRS", "CCSTMTRS", "BANKACCTFROM", "CCACCTFROM", "BANKTRANLIST"],
  ...["STMTTRN", "STMTTRNP", "PAYEE", "CURRENCY", "LEDGERBAL", "INVSTMTRS"],
]);

interface Tag {
  name: string;
  isEnd: boolean;
  at: number;
  /** Where the tag ends, and where the next one begins. */
  end: number;
  next: number;
}

/**
 * A tag, or a stretch in which there are none: `<![CDATA[ … ]]>`. Another `<` belongs to a text.
 */
const MARK = /<(?:(\/?)([A-Za-z][\w.:-]{0,63})\s{0,16}\/?>|!\[CDATA\[)/g;

/**
 * Visits each tag. There may be millions, so all visits are told of one object, which is the
 * visitor's only while it runs.
 */
async function visitTags(text: string, visit: (tag: Tag) => void): Promise<void> {
  const mark = new RegExp(MARK);
  const tag: Tag = { name: "", isEnd: false, at: 0, end: 0, next: 0 };
  let step = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const [, slash, written] = found;
    if (written === undefined) {
      const behind = text.indexOf(CDATA_END, mark.lastIndex);
      if (behind === -1) break;
      mark.lastIndex = behind + CDATA_END.length;
      continue;
    }
    tag.next = found.index;
    if (tag.name !== "") visit(tag);
    tag.name = upper(written);
    tag.isEnd = slash === "/";
    tag.at = found.index;
    tag.end = mark.lastIndex;
    if (tag.end - step < UNITS_PER_STEP) continue;
    step = tag.end;
    await yieldIfDue();
  }
  tag.next = text.length;
  if (tag.name !== "") visit(tag);
}

/** Names as the standard writes them. Most are written so. */
const upper = (name: string): string => (/[a-z]/.test(name) ? name.toUpperCase() : name);

const CDATA_BEGIN = "<![CDATA[";
const CDATA_END = "]]>";

const NOT_SPACE = /\S/g;

/** Whether anything but space stands between two places; it looks no further than the first. */
function isFilled(text: string, from: number, to: number): boolean {
  NOT_SPACE.lastIndex = from;
  const found = NOT_SPACE.exec(text);
  return found !== null && found.index < to;
}

function textBetween(text: string, from: number, to: number): string {
  const value = text.slice(from, Math.min(to, from + MAX_VALUE_CHARS));
  if (!value.includes(CDATA_BEGIN)) return unescapeText(value).trim();
  // What is marked as characters has no entities.
  const [before = "", ...marked] = value.split(CDATA_BEGIN);
  const parts = marked.map((part) => {
    const [characters = "", ...behind] = part.split(CDATA_END);
    return characters + unescapeText(behind.join(CDATA_END));
  });
  return [unescapeText(before), ...parts].join("").trim();
}
