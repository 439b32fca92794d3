import { readXml } from "../read-xml";
import { type OpenZip, readEntry } from "./read-zip";

interface Workbook {
  /** Its sheets that can be seen, in their order: their names, and the names of their files. */
  sheets: { name: string; file: string }[];
  /** Days are counted from 1904, as on old Macs, and not from 1900. */
  isSince1904: boolean;
}

/** What a workbook says of its sheets. */
export async function readWorkbook(zip: OpenZip): Promise<Workbook> {
  const targets = new Map<string, string>();
  await readXml("Excel", readEntry(zip, "xl/_rels/workbook.xml.rels"), {
    ...SILENT,
    open: (name, { Id = "", Target = "" }) => {
      if (name === "Relationship") targets.set(Id, pathOf(Target));
    },
  });
  const sheets: Workbook["sheets"] = [];
  let isSince1904 = false;
  await readXml("Excel", readEntry(zip, "xl/workbook.xml"), {
    ...SILENT,
    open: (name, attributes) => {
      if (name === "workbookPr") isSince1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
      if (name !== "sheet" || (attributes["state"] ?? "visible") !== "visible") return;
      const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? "";
      const file = targets.get(id);
      if (file !== undefined && zip.entries.has(file))
        sheets.push({ name: attributes["name"] ?? "", file });
    },
  });
  return { sheets, isSince1904 };
}

const SILENT = { text: () => undefined, close: () => undefined };

/** A target is named from `xl/`, or from the root. */
const pathOf = (target: string) => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);
