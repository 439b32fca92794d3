import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { refusal } from "../../../common/errors/refusal";
import { UNITS_PER_STEP, yieldIfDue, yieldToEventLoop } from "../../../common/yield-to-event-loop";
import type { Encoding } from "./mapping";

/** How much of a file tells its encoding. Bytes. */
const SNIFFED_BYTES = 65_536;
/** How much tells what a file is. Bytes. */
const PEEKED_BYTES = 8_192;

/** What Windows-1252 has where ISO-8859-1 has control characters, which no bank writes. */
const isWindowsByte = (byte: number) => byte >= 0x80 && byte <= 0x9f;

/**
 * The encoding of a file. A byte order mark names it, and so do the zeros that UTF-16 puts beside
 * Latin letters. Well-formed UTF-8 is UTF-8, because other text hardly ever is. All other text is
 * taken for Western single-byte text; for other scripts the caller names the encoding.
 */
export function sniffEncoding(bytes: Buffer): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, SNIFFED_BYTES);
  let [even, odd] = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > head.length / 5 && even === 0) return "utf-16le";
  if (even > head.length / 5 && odd === 0) return "utf-16be";
  if (isUtf8(bytes)) return "utf-8";
  return head.some(isWindowsByte) ? "windows-1252" : "iso-8859-1";
}

/** A file's first words, to see what it is. */
export const peekText = (bytes: Buffer): string =>
  iconv.decode(bytes.subarray(0, PEEKED_BYTES), sniffEncoding(bytes));

/**
 * A file's text, without byte order mark. Single-byte text goes through iconv-lite, because Node's
 * own TextDecoder takes Windows-1252 for ISO-8859-1.
 *
 * @throws DomainError BAD_REQUEST when the bytes are not text in this encoding
 */
export async function decodeText(bytes: Buffer, encoding: Encoding): Promise<string> {
  const parts = await decode(bytes, encoding);
  await yieldToEventLoop();
  const text = parts.join("");
  await yieldToEventLoop();
  const at = text.indexOf("\0");
  if (at === -1) return text;
  throw refusal(
    "BAD_REQUEST",
    "content",
    `line ${lineAt(text, at)} holds a zero byte, which no text has.`,
    "Send the file itself, a bank's CSV or an export of pfn, not an archive, a spreadsheet or " +
      "a PDF; if it is text, name its encoding in `mapping.encoding`.",
  );
}

async function decode(bytes: Buffer, encoding: Encoding): Promise<string[]> {
  const decoder = decoderOf(encoding);
  const parts: string[] = [];
  try {
    for (let at = 0; at < bytes.length; at += UNITS_PER_STEP) {
      parts.push(decoder.write(bytes.subarray(at, at + UNITS_PER_STEP)));
      await yieldIfDue();
    }
    parts.push(decoder.end());
  } catch (error) {
    throw refusal(
      "BAD_REQUEST",
      "content",
      `the file is not ${encoding} text.`,
      "Leave `mapping.encoding` out to have it found, or name another; a file that was cut off " +
        "must be downloaded again.",
      { cause: error },
    );
  }
  return parts;
}

/** Makes text of bytes piece by piece; a character may begin in one piece and end in the next. */
interface Decoder {
  write: (bytes: Buffer) => string;
  end: () => string;
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === "utf-8" || encoding === "utf-16le" || encoding === "utf-16be") {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return {
      write: (bytes) => decoder.decode(bytes, { stream: true }),
      end: () => decoder.decode(),
    };
  }
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? "" };
}

/** Number of the line on which a place is. */
function lineAt(text: string, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index += 1) {
    const unit = text.charCodeAt(index);
    const isEnd =
      unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(index + 1) !== LINE_FEED);
    if (isEnd) line += 1;
  }
  return line;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
