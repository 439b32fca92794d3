import { readXml } from "../read-xml";

/** No text that pfn keeps is as long. UTF-16 units. */
const MAX_TEXT_CHARS = 4_096;

/** The shared texts of a workbook, in their order. How they are pronounced is passed over. */
export async function readStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  let [text, isText, isSpoken] = ["", false, false];
  await readXmlOrNothing(pieces, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isSpoken = true;
      isText = name === "t" && !isSpoken;
    },
    text: (part) => {
      if (isText && text.length < MAX_TEXT_CHARS) text += part.slice(0, MAX_TEXT_CHARS);
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") isSpoken = false;
      if (name === "si") strings.push(unescapeUnits(text));
    },
  });
  return strings;
}

/** A workbook without texts has no file of them. */
export async function readXmlOrNothing(
  pieces: AsyncIterable<string>,
  listener: Parameters<typeof readXml>[2],
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  await readXml("Excel", follow(first.value, { [Symbol.asyncIterator]: () => iterator }), listener);
}

async function* follow(first: string, others: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* others;
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export const unescapeUnits = (text: string): string =>
  text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)).replace("\0", ""),
  );
