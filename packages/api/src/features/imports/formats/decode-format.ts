import { decodeText } from "../table/decode-text";
import { findEncoding, sureEncoding } from "../table/find-encoding";
import { ENCODINGS, type Encoding } from "../table/mapping";

/** Where an XML declaration stands. Bytes. */
const DECLARATION_BYTES = 200;

/**
 * The text of a file. What its bytes show wins over what its header says: OFX headers are wrong
 * more often than right. Bytes that leave a doubt are read as an XML declaration says, else as
 * those of a table.
 *
 * @throws DomainError BAD_REQUEST for bytes that are no text
 */
export const decodeFormat = (bytes: Buffer, currency: string): Promise<string> =>
  decodeText(
    bytes,
    sureEncoding(bytes) ?? declaredEncoding(bytes) ?? findEncoding(bytes, currency).encoding,
  );

function declaredEncoding(bytes: Buffer): Encoding | null {
  const head = bytes.toString("latin1", 0, DECLARATION_BYTES);
  const [, declared] = /^<\?xml[^>]{0,100}?encoding=["']([\w-]{1,20})["']/.exec(head) ?? [];
  const known = ENCODINGS.find((encoding) => encoding === declared?.toLowerCase());
  return known === undefined || known.startsWith("utf") ? null : known;
}
