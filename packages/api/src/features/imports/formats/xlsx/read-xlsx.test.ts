import { describe, expect, it } from "vitest";
import { zipWorkbook } from "../test/write-formats";
import { isDayFormat } from "./read-styles";
import { readXlsx } from "./read-xlsx";

const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const read = (rows: string, files: Record<string, string> = {}) =>
  readXlsx(zipWorkbook({ "xl/worksheets/sheet1.xml": sheet(rows), ...files }));
const cellOf = async (cell: string, files: Record<string, string> = {}) =>
  (await read(`<row>${cell}</row>`, files)).rows[0]?.cells[0];

describe("a cell of Excel", () => {
  it.each([
    ['<c s="1"><v>46066</v></c>', { text: "2026-02-13", day: "2026-02-13" }],
    ['<c s="1"><v>46066.75</v></c>', { day: "2026-02-13" }],
    ['<c s="1"><v>59</v></c>', { day: "1900-02-28" }],
    ['<c s="1"><v>61</v></c>', { day: "1900-03-01" }],
    ['<c t="d"><v>2026-02-13T00:00:00</v></c>', { day: "2026-02-13" }],
    ["<c><v>0.30000000000000004</v></c>", { text: "0.3", number: "0.3" }],
    ["<c><v>-1.2345E2</v></c>", { number: "-123.45" }],
    ['<c t="str"><f>A1</f><v>a_x0041_b</v></c>', { text: "aAb" }],
    ['<c t="inlineStr"><is><r><t>Fish</t></r><r><t> shop</t></r></is></c>', { text: "Fish shop" }],
    ['<c t="b"><v>1</v></c>', { text: "TRUE" }],
  ])("%s", async (cell, expected) => {
    expect(await cellOf(cell)).toMatchObject(expected);
  });

  it.each(['<c t="e"><v>#DIV/0!</v></c>', "<c/>", '<c t="s"><v>99</v></c>', '<c s="1"/>'])(
    "%s is empty",
    async (cell) => {
      expect(await cellOf(cell)).toBeUndefined();
    },
  );

  it("counts its days from 1904 where the workbook does", async () => {
    const workbook =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet r:id="a"/></sheets>' +
      "</workbook>";
    expect(await cellOf('<c s="1"><v>44604</v></c>', { "xl/workbook.xml": workbook })).toEqual({
      text: "2026-02-13",
      day: "2026-02-13",
    });
  });

  it("has a text that is shared, without how it is pronounced", async () => {
    const strings = "<sst><si><t>Tokyo</t><rPh><t>toukyou</t></rPh></si></sst>";
    expect(await cellOf('<c t="s"><v>0</v></c>', { "xl/sharedStrings.xml": strings })).toEqual({
      text: "Tokyo",
    });
  });
});

describe("days that Excel took for months", () => {
  const typed = (day: string) =>
    `<c s="1"><v>${(Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000}</v></c>`;
  const text = (day: string) => `<c t="str"><v>${day}</v></c>`;
  const daysOf = async (...cells: string[]) => {
    const { rows, otherLines } = await read(
      cells.map((cell) => `<row>${cell}<c><v>1</v></c></row>`).join(""),
    );
    const days = rows.map((row) => row.cells[0]?.day ?? row.cells[0]?.text);
    return { days, told: otherLines.length };
  };

  it("I2: are turned back where the texts beside them show it, and that is told", async () => {
    expect(
      await daysOf(
        typed("2026-04-03"),
        text("13/03/2026"),
        text("14/03/2026"),
        typed("2026-05-03"),
      ),
    ).toEqual({ days: ["2026-03-04", "13/03/2026", "14/03/2026", "2026-03-05"], told: 1 });
    expect(await daysOf(typed("2026-04-03"), text("3/13/26"), text("3/14/26"))).toEqual({
      ...{ days: ["2026-03-04", "3/13/26", "3/14/26"], told: 1 },
    });
  });

  it.each([
    ["no text", typed("2026-04-03"), typed("2026-05-03")],
    ["a typed day beyond the 12th", typed("2026-04-13"), text("14/04/2026")],
    ["a text that may be of both orders", typed("2026-04-03"), text("12/03/2026")],
    ["days that lie near each other as they are", typed("2026-04-03"), text("13/04/2026")],
    ["texts of both orders", typed("2026-04-03"), text("13/03/2026"), text("03/14/2026")],
  ])("I2: stay as they are beside %s", async (_, ...cells) => {
    const { days, told } = await daysOf(...cells);
    expect(days[0]).toMatch(/^2026-04-/);
    expect(told).toBe(0);
  });
});

it.each([
  ["dd.mm.yyyy", true],
  ["[$-409]d-mmm-yy", true],
  ['yyyy"年"m"月"', true],
  ["#,##0.00", false],
  ['#,##0.00\\ "Day"', false],
  ["[Red]#,##0.00 [$USD]", false],
  ["General", false],
  ["h:mm", false],
])("the number format %j shows a day: %s", (code, isDay) => {
  expect(isDayFormat(code)).toBe(isDay);
});

describe("a workbook", () => {
  const relations = ["a", "b", "c"]
    .map((id, at) => `<Relationship Id="${id}" Target="/xl/worksheets/sheet${at + 1}.xml"/>`)
    .join("");
  const sheets = (states: readonly string[]) =>
    states
      .map((state, at) => `<sheet name="${at}" r:id="${"abc"[at]}" state="${state}"/>`)
      .join("");
  const three = (states: readonly string[], files: Record<string, string> = {}) =>
    readXlsx(
      zipWorkbook({
        "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${sheets(states)}</sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": `<Relationships>${relations}</Relationships>`,
        "xl/worksheets/sheet1.xml": sheet('<row><c t="str"><v>About this file</v></c></row>'),
        "xl/worksheets/sheet2.xml": sheet(
          '<row r="7"><c r="B7" s="1"><v>46066</v></c><c r="D7"><v>1</v></c></row>',
        ),
        "xl/worksheets/sheet3.xml": sheet(
          '<row><c t="str"><v>13.02.2026</v></c><c t="str"><v>-1,00</v></c></row>',
        ),
        ...files,
      }),
    );

  it("gives its first sheet that holds transactions, with empty cells and lines", async () => {
    expect(await three(["visible", "visible", "visible"])).toEqual({
      rows: [
        {
          line: 7,
          cells: [
            { text: "" },
            { text: "2026-02-13", day: "2026-02-13" },
            { text: "" },
            { text: "1", number: "1" },
          ],
        },
      ],
      otherLines: [{ line: 1, text: "2", why: expect.stringContaining("another sheet") }],
    });
    expect(await three(["visible", "hidden", "visible"])).toMatchObject({
      rows: [{ cells: [{ text: "13.02.2026" }, { text: "-1,00" }] }],
      otherLines: [],
    });
    expect(await three(["visible", "hidden", "veryHidden"])).toMatchObject({
      rows: [{ cells: [{ text: "About this file" }] }],
    });
  });

  it("gives the sheet with the most transactions, and names a summary before it", async () => {
    const row = '<row><c s="1"><v>46066</v></c><c><v>1</v></c></row>';
    const { rows, otherLines } = await three(["visible", "visible", "visible"], {
      "xl/worksheets/sheet1.xml": sheet(row),
      "xl/worksheets/sheet2.xml": sheet(row + row),
    });
    expect(rows.length).toBe(2);
    expect(otherLines).toMatchObject([{ text: "0" }, { text: "2" }]);
  });

  it("I2: that is damaged or protected is refused", async () => {
    const bytes = zipWorkbook({ "xl/worksheets/sheet1.xml": sheet("") });
    const name = "xl/workbook.xml";
    const broken = Buffer.from(bytes);
    broken.fill(0xff, bytes.indexOf(name) + name.length, bytes.indexOf(name) + name.length + 9);
    const locked = Buffer.from(bytes);
    // The flags of its entry in the directory, whose name stands 46 bytes behind its beginning.
    locked.writeUInt8(1, bytes.lastIndexOf(name) - 46 + 8);
    for (const file of [broken, locked, bytes.subarray(0, -30)])
      await expect(readXlsx(file)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});
