import iconv from "iconv-lite";
import { DomainError } from "../../errors/domain-error";
import type { Encoding } from "./mapping";

/** How much of a file tells its encoding. Bytes. */
const SNIFFED_BYTES = 65_536;
/** How much tells a table from JSON. Bytes. */
const PEEKED_BYTES = 1_024;

/** What Windows-1252 has where ISO-8859-1 has control characters, which no bank writes. */
const isWindowsByte = (byte: number) => byte >= 0x80 && byte <= 0x9f;

/**
 * The encoding of a file: by its byte order mark, by the zeros that UTF-16 puts beside Latin letters, or because it is well-formed UTF-8,
 * which other text hardly ever is. Whatever is left is the West's single-byte text; other scripts are for the caller to name.
 */
export function sniffEncoding(bytes: Buffer): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, SNIFFED_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 5 && even === 0) return "utf-16le";
  if (even > head.length / 5 && odd === 0) return "utf-16be";
  if (isUtf8(bytes)) return "utf-8";
  return head.some(isWindowsByte) ? "windows-1252" : "iso-8859-1";
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A file's first words, to see what it is. */
export const peekText = (bytes: Buffer): string => iconv.decode(bytes.subarray(0, PEEKED_BYTES), sniffEncoding(bytes));

/**
 * A file's text, without byte order mark. Single-byte text goes through iconv-lite, because Node's own TextDecoder takes Windows-1252 for
 * ISO-8859-1.
 *
 * @throws DomainError BAD_REQUEST when the bytes are not text in this encoding
 */
export function decodeText(bytes: Buffer, encoding: Encoding): string {
  const text = decode(bytes, encoding);
  const at = text.indexOf("\0");
  if (at === -1) return text;
  throw new DomainError("BAD_REQUEST", `\`content\`: line ${lineAt(text, at)} holds a zero byte, which no text has.`, {
    path: "content",
    hint: "Send the file itself, a bank's CSV or an export of pfn, not an archive, a spreadsheet or a PDF; if it is text, name its encoding in `mapping.encoding`.",
  });
}

function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding !== "utf-8" && encoding !== "utf-16le" && encoding !== "utf-16be") return iconv.decode(bytes, encoding);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DomainError("BAD_REQUEST", `\`content\`: the file is not ${encoding} text.`, {
      path: "content",
      hint: "Leave `mapping.encoding` out to have it found, or name another; a file that was cut off must be downloaded again.",
      cause: error,
    });
  }
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split(/\r\n?|\n/).length;
