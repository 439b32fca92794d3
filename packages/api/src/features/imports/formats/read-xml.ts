import { SaxesParser } from "saxes";
import { DomainError } from "../../../common/errors/domain-error";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import { hasDoctype, notWellFormed, tooDeep, tooManyElements } from "./refusals";

const MAX_DEPTH = 60;
const MAX_NODES = 2_000_000;

/** What a reader of XML hears, in the document's order. Names come without their prefix. */
export interface XmlListener {
  open: (name: string, attributes: Readonly<Record<string, string>>, line: number) => void;
  text: (text: string) => void;
  close: (name: string) => void;
}

/**
 * Goes through an XML document piece by piece. It knows no entities but XML's five, because a
 * document type, which would define others, is refused.
 *
 * @param format as a refusal names it
 * @param pieces of the document, each short enough for one turn
 * @throws DomainError BAD_REQUEST naming the line; PAYLOAD_TOO_LARGE for too many elements
 */
export async function readXml(
  format: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  listener: XmlListener,
): Promise<void> {
  const parser = new SaxesParser();
  let [depth, nodes] = [0, 0];
  parser.on("doctype", () => {
    throw hasDoctype(format, parser.line);
  });
  parser.on("opentag", ({ name, attributes }) => {
    [depth, nodes] = [depth + 1, nodes + 1];
    if (depth > MAX_DEPTH) throw tooDeep(format, parser.line);
    if (nodes > MAX_NODES) throw tooManyElements(format, MAX_NODES);
    listener.open(localName(name), attributes, parser.line);
  });
  parser.on("text", listener.text);
  parser.on("cdata", listener.text);
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    listener.close(localName(name));
  });
  // Without the parser's own words: they quote the file, which must not end in logs (L3).
  parser.on("error", () => {
    throw notWellFormed(format, parser.line);
  });
  try {
    for await (const piece of pieces) {
      parser.write(piece);
      await yieldIfDue();
    }
    parser.close();
  } catch (error) {
    throw error instanceof DomainError ? error : notWellFormed(format, parser.line);
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
