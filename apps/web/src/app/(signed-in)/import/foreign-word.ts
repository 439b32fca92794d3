/** Bytes of a word on either side of its first foreign sign. */
const AROUND = 20;

/** Signs that end a word: controls, spaces, quotes, and what separates cells. */
const isEnd = (byte: number): boolean =>
  byte <= 0x20 || byte === 0x22 || byte === 0x2c || byte === 0x3b || byte === 0x7c;

/** The bytes of the first word in a file that is not plain ASCII; null for none. */
export function foreignWord(content: string): Uint8Array | null {
  const text = atob(content);
  const at = text.search(/[\x80-\xff]/);
  if (at === -1) return null;
  const bytes = Uint8Array.from(text.slice(Math.max(0, at - AROUND), at + AROUND), (sign) =>
    sign.charCodeAt(0),
  );
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const start = bytes.findLastIndex((byte, index) => index < first && isEnd(byte)) + 1;
  const end = bytes.findIndex((byte, index) => index > first && isEnd(byte));
  return bytes.slice(start, end === -1 ? bytes.length : end);
}

/** The word in an encoding; null where the browser does not know it. */
export function readAs(word: Uint8Array, encoding: string): string | null {
  // Two bytes a sign: the ends of the word are others there.
  if (encoding.startsWith("utf-16")) return null;
  try {
    return new TextDecoder(encoding).decode(word);
  } catch {
    return null;
  }
}
