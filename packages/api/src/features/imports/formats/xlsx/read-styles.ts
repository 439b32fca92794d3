import { readXmlOrNothing } from "./read-strings";

/** Number formats of days that every workbook has (ECMA-376, 18.8.30). */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** The most styles of cells that Excel has. */
const MAX_STYLES = 65_490;

/** Whether a style, by its number, shows a cell's number as a day. */
export async function readStyles(
  pieces: AsyncIterable<string>,
): Promise<(style: number) => boolean> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isCells = false;
  await readXmlOrNothing(pieces, {
    open: (name, attributes) => {
      const id = Number(attributes["numFmtId"] ?? 0);
      if (name === "numFmt") own.set(id, isDayFormat(attributes["formatCode"] ?? ""));
      if (name === "cellXfs") isCells = true;
      if (name === "xf" && isCells && styles.length < MAX_STYLES)
        styles.push(own.get(id) ?? isBuiltInDay(id));
    },
    text: () => undefined,
    close: (name) => {
      if (name === "cellXfs") isCells = false;
    },
  });
  return (style) => styles[style] ?? false;
}

/** A format shows a day when it has its year or its day, outside of words and brackets. */
export const isDayFormat = (code: string): boolean =>
  /[dy]/i.test(code.slice(0, 255).replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, ""));
