import iconv from "iconv-lite";
import { refusal } from "../../../common/errors/refusal";
import { UNITS_PER_STEP, yieldIfDue, yieldToEventLoop } from "../../../common/yield-to-event-loop";
import { isNearlyUtf8, sureEncoding } from "./find-encoding";
import { lineAt } from "./line-at";
import type { Encoding } from "./mapping";

/** How much tells what a file is. Bytes. */
const PEEKED_BYTES = 8_192;

/** A file's first words, to see what it is. */
export const peekText = (bytes: Buffer): string =>
  iconv.decode(bytes.subarray(0, PEEKED_BYTES), sureEncoding(bytes) ?? "windows-1252");

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
  const decoder = decoderOf(encoding, encoding === "utf-8" && isNearlyUtf8(bytes));
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

function decoderOf(encoding: Encoding, isTolerant: boolean): Decoder {
  if (encoding === "utf-8" || encoding === "utf-16le" || encoding === "utf-16be") {
    const decoder = new TextDecoder(encoding, { fatal: !isTolerant });
    return {
      write: (bytes) => decoder.decode(bytes, { stream: true }),
      end: () => decoder.decode(),
    };
  }
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? "" };
}
