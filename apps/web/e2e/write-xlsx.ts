import { crc32 } from "node:zlib";

type Cell = string | number | Date;

/**
 * A workbook with one sheet, as a bank's program writes it: days and amounts are typed cells.
 *
 * @example writeXlsx([["Day", "Amount"], [new Date("2026-03-02"), -12.5]])
 */
export function writeXlsx(rows: readonly (readonly Cell[])[]): Buffer {
  const sheet = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map(toXml(at)).join("")}</row>`,
  );
  return zip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml":
      `<workbook ${SHEET} xmlns:r="${RELATIONS}"><sheets><sheet name="Turnover" sheetId="1" ` +
      'r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml":
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": `<worksheet ${SHEET}><sheetData>${sheet.join("")}</sheetData></worksheet>`,
  });
}

const SCHEMAS = "http://schemas.openxmlformats.org";
const SHEET = `xmlns="${SCHEMAS}/spreadsheetml/2006/main"`;
const RELATIONS = `${SCHEMAS}/officeDocument/2006/relationships`;
const DAY_MS = 86_400_000;

const toXml = (row: number) => (cell: Cell, at: number) => {
  const place = `r="${String.fromCharCode(65 + at)}${row + 1}"`;
  if (typeof cell === "number") return `<c ${place}><v>${cell}</v></c>`;
  if (typeof cell === "string")
    return `<c ${place} t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  return `<c ${place} s="1"><v>${(cell.getTime() - Date.UTC(1899, 11, 30)) / DAY_MS}</v></c>`;
};

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** An archive whose files are not compressed (PKWARE's APPNOTE, 4.3). */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    // Version, flags, method, time, day; then what both headers have in common.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, data]);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), common, place, path);
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
