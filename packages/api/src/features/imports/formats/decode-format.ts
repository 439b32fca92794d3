import { decodeText, sniffEncoding } from "../csv/decode-text";
import { ENCODINGS, type Encoding } from "../csv/mapping";

/** Where an XML declaration stands. Bytes. */
const DECLARATION_BYTES = 200;

/**
 * The text of a file. What its bytes show wins over what its header says: OFX headers are wrong
 * more often than right. Bytes that show nothing are read as an XML declaration says.
 *
 * @throws DomainError BAD_REQUEST for bytes that are no text
 */
export const decodeFormat = (bytes: Buffer): Promise<string> =>
  decodeText(bytes, encodingOf(bytes));

function encodingOf(bytes: Buffer): Encoding {
  const sniffed = sniffEncoding(bytes);
  if (sniffed.startsWith("utf")) return sniffed;
  const head = bytes.toString("latin1", 0, DECLARATION_BYTES);
  const [, declared] = /^<\?xml[^>]{0,100}?encoding=["']([\w-]{1,20})["']/.exec(head) ?? [];
  const known = ENCODINGS.find((encoding) => encoding === declared?.toLowerCase());
  return known === undefined || known.startsWith("utf") ? sniffed : known;
}
