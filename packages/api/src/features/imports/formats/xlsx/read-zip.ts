import { createInflateRaw } from "node:zlib";
import { piecesOf } from "../../../../common/text/pieces-of";
import { UNITS_PER_STEP } from "../../../../common/yield-to-event-loop";
import { badWorkbook, workbookTooLarge } from "../refusals";

/** What a workbook may hold, unfolded. */
const MAX_UNFOLDED_BYTES = 64 * 1_048_576;
const MAX_ENTRIES = 200;

/** A file of an archive. */
interface ZipEntry {
  method: number;
  /** Where its own header begins, which its bytes follow. */
  at: number;
  packedBytes: number;
  isEncrypted: boolean;
}

export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

/** Signatures and lengths of the records of a ZIP archive (PKWARE APPNOTE 4.3). */
const END = { mark: Buffer.from("PK\u0005\u0006"), bytes: 22, mostComment: 65_535 };
const ENTRY = { mark: 0x02014b50, bytes: 46 };
const LOCAL = { mark: 0x04034b50, bytes: 30 };

/**
 * The directory of a ZIP archive. It is the one at its end, which every program that writes
 * workbooks writes. Sizes that it declares are believed by nobody: {@link readEntry} counts.
 *
 * @throws DomainError BAD_REQUEST for a damaged archive; PAYLOAD_TOO_LARGE for too many files or
 *   bytes
 */
export function readDirectory(bytes: Buffer): ZipDirectory {
  const end = bytes.lastIndexOf(END.mark);
  const first = Math.max(0, bytes.length - END.bytes - END.mostComment);
  if (end < first || end + END.bytes > bytes.length) throw badWorkbook();
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw workbookTooLarge(`holds more than ${MAX_ENTRIES} files`);
  const entries = new Map<string, ZipEntry>();
  let [at, declared] = [bytes.readUInt32LE(end + 16), 0];
  for (let nth = 0; nth < count; nth += 1) {
    if (at + ENTRY.bytes > bytes.length || bytes.readUInt32LE(at) !== ENTRY.mark)
      throw badWorkbook();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + ENTRY.bytes, at + ENTRY.bytes + nameBytes);
    declared += bytes.readUInt32LE(at + 24);
    if (declared > MAX_UNFOLDED_BYTES) throw tooLarge();
    if (name.split("/").includes("..")) throw badWorkbook();
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      at: bytes.readUInt32LE(at + 42),
      packedBytes: bytes.readUInt32LE(at + 20),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
    });
    at += ENTRY.bytes + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const tooLarge = () =>
  workbookTooLarge(`is larger than ${MAX_UNFOLDED_BYTES} bytes when it is unfolded`);

/** An archive that is open, and how much of it was unfolded. */
export interface OpenZip {
  bytes: Buffer;
  entries: ZipDirectory;
  unfoldedBytes: number;
}

/**
 * The text of a file of the archive, piece by piece. It is unfolded beside the event loop.
 *
 * @throws DomainError as {@link readDirectory}, also where a header lies about a size
 */
export async function* readEntry(zip: OpenZip, name: string): AsyncGenerator<string> {
  const entry = zip.entries.get(name);
  if (entry === undefined) return;
  const decoder = new TextDecoder();
  for await (const chunk of unfold(zip.bytes, entry)) {
    zip.unfoldedBytes += chunk.length;
    if (zip.unfoldedBytes > MAX_UNFOLDED_BYTES) throw tooLarge();
    yield* piecesOf(decoder.decode(chunk, { stream: true }), UNITS_PER_STEP);
  }
  yield decoder.decode();
}

async function* unfold(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const { at, method, packedBytes, isEncrypted } = entry;
  if (at + LOCAL.bytes > bytes.length || bytes.readUInt32LE(at) !== LOCAL.mark) throw badWorkbook();
  if (isEncrypted) throw badWorkbook();
  const from = at + LOCAL.bytes + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const packed = bytes.subarray(from, from + packedBytes);
  if (method === STORED) {
    for (let step = 0; step < packed.length; step += UNITS_PER_STEP)
      yield packed.subarray(step, step + UNITS_PER_STEP);
    return;
  }
  if (method !== DEFLATED) throw badWorkbook();
  const inflate = createInflateRaw({ chunkSize: UNITS_PER_STEP });
  inflate.end(packed);
  const chunks = inflate[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch(() => {
        throw badWorkbook();
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    inflate.destroy();
  }
}

const STORED = 0;
const DEFLATED = 8;
