import { cleanLine } from "@pfn/api/schema/text";

/** The server reads no more (imports.preview). */
export const MAX_FILE_BYTES = 8 * 1_048_576;

export interface BankFile {
  /** Cut and cleaned so that the server accepts it. */
  name: string;
  /** Its bytes in base64, so that every encoding stays intact. */
  content: string;
}

/**
 * @throws DOMException when the browser cannot read it, for example because it was moved meanwhile
 */
export async function readBankFile(file: File): Promise<BankFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: cleanLine(file.name, 200) || "bank file", content: toBase64(bytes) };
}

/** Bytes at a time, because a function takes a limited number of arguments. */
const CHUNK = 32_768;

function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return btoa(chunks.join(""));
}
