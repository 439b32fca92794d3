import { refusal } from "../../common/errors/refusal";
import { piecesOf } from "../../common/text/pieces-of";
import { UNITS_PER_STEP, yieldIfDue } from "../../common/yield-to-event-loop";
import { tooManyBytes } from "./refusals";
import { MAX_FILE_BYTES, type PreviewImportInput } from "./schema";

const BASE64 = /^[A-Za-z0-9+/]*$/;
const BASE64_END = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * A file's bytes from the wire.
 *
 * @throws DomainError BAD_REQUEST (both or none of `content` and `text`, not base64, not
 *   well-formed text), PAYLOAD_TOO_LARGE
 */
export async function readContent({ content, text }: PreviewImportInput): Promise<Buffer> {
  if ((content === undefined) === (text === undefined)) {
    throw refusal(
      "BAD_REQUEST",
      "content",
      "send either this or `text`.",
      "`content` takes the file's bytes in base64, `text` its text.",
    );
  }
  const bytes = content === undefined ? await readText(text ?? "") : await readBase64(content);
  if (bytes.length > MAX_FILE_BYTES) throw tooManyBytes(content === undefined ? "text" : "content");
  return bytes;
}

async function readText(text: string): Promise<Buffer> {
  if (text.isWellFormed()) return toBytes(text);
  throw refusal(
    "BAD_REQUEST",
    "text",
    "holds half a character (a lone surrogate).",
    "Send the file's bytes in base64 as `content`.",
  );
}

async function toBytes(text: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text));
  let at = 0;
  for (const piece of piecesOf(text, UNITS_PER_STEP)) {
    at += bytes.write(piece, at);
    await yieldIfDue();
  }
  return bytes;
}

async function readBase64(content: string): Promise<Buffer> {
  if (await isBase64(content)) return Buffer.from(content, "base64");
  throw refusal(
    "BAD_REQUEST",
    "content",
    "not base64.",
    "Encode the file's bytes in base64, padded, on one line; or send its text as `text`.",
  );
}

async function isBase64(content: string): Promise<boolean> {
  if (content.length % 4 !== 0) return false;
  for (let at = 0; at < content.length; at += UNITS_PER_STEP) {
    const form = at + UNITS_PER_STEP < content.length ? BASE64 : BASE64_END;
    if (!form.test(content.slice(at, at + UNITS_PER_STEP))) return false;
    await yieldIfDue();
  }
  return true;
}
