import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readJsonBody } from "./read-json-body";

/** A request whose body arrives in these pieces. */
function requestOf(pieces: readonly Uint8Array[]): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.headers = { "content-type": "application/json" };
  const left = pieces.map((piece) => Buffer.from(piece));
  // Pieces that wait together would be read as one.
  request._read = () => void setImmediate(() => request.push(left.shift() ?? null));
  return request;
}

/** The bytes, cut at each of these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const end of ends.sort((a, b) => a - b)) {
    if (end > from) pieces.push(bytes.subarray(from, end));
    from = end;
  }
  return pieces;
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const places = fc.array(fc.nat(), { maxLength: 20 });

it("a body is read as the same value, no matter where its pieces begin", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), places, async (value, at) => {
      expect(await readJsonBody(requestOf(cut(bytesOf({ value }), at)))).toEqual({ value });
    }),
  );
});

it("a body that is not UTF-8 is refused as that, in one piece or in many", async () => {
  const fault = fc.uint8Array({ minLength: 1 }).filter((bytes) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return false;
    } catch {
      return true;
    }
  });
  await fc.assert(
    fc.asyncProperty(fault, places, async (bytes, at) => {
      await expect(readJsonBody(requestOf(cut(bytes, at)))).rejects.toMatchObject({
        message: "The body is not UTF-8.",
      });
    }),
  );
});
