import { refusal } from "../../../common/errors/refusal";
import { cleanLine } from "../../../common/text/text";

const DOWNLOAD_AGAIN = "Download the file again from your bank and send it as it is.";
const TABLE_INSTEAD = "Download the CSV file from the same page of your bank instead.";

/** Without quoting the file beyond a few words, and without a parser's text (L3). */
const refuse = (detail: string, hint: string) => refusal("BAD_REQUEST", "content", detail, hint);

export const cutOff = (format: string, missing: string) =>
  refuse(`the ${format} file ends before its \`${missing}\`: it was cut off.`, DOWNLOAD_AGAIN);

export const notWellFormed = (format: string, line: number) =>
  refuse(`line ${line} of the ${format} file is not well-formed.`, DOWNLOAD_AGAIN);

export const noStatement = (format: string, element: string) =>
  refuse(
    `the ${format} file holds no statement of an account (\`${element}\`).`,
    "Choose the account and the days again in your bank's export.",
  );

export const bankAnswered = (text: string) =>
  refuse(
    `the bank answered "${cleanLine(text, 100)}", and the OFX file holds no statement.`,
    "Download the file again later, or the CSV file from the same page.",
  );

export const investments = (format: string) =>
  refuse(
    `this ${format} file holds investments, which pfn does not read.`,
    "Download the file of the bank account or card that belongs to it.",
  );

export const hasDoctype = (format: string, line: number) =>
  refuse(`line ${line} holds a DOCTYPE, which no ${format} file has.`, DOWNLOAD_AGAIN);

export const tooDeep = (format: string, line: number) =>
  refuse(`the ${format} file is nested too deep on line ${line}.`, DOWNLOAD_AGAIN);

export const tooManyElements = (format: string, most: number) =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    "content",
    `the ${format} file has more than ${most} elements.`,
    "Split it by date and import the parts; rows that stand in two of them are found.",
  );

export const lineTooLong = (format: string, line: number, most: number) =>
  refuse(`line ${line} of the ${format} file has more than ${most} characters.`, DOWNLOAD_AGAIN);

export const badWorkbook = () =>
  refuse("the Excel file or archive cannot be opened: it is damaged or protected.", TABLE_INSTEAD);

export const workbookTooLarge = (what: string) =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    "content",
    `the Excel file or archive ${what}.`,
    "Save the sheet with the transactions as CSV and send that.",
  );

/** @param allowed fields that the format has a use for */
export const takesNoMapping = (format: string, allowed: readonly string[]) =>
  refusal(
    "BAD_REQUEST",
    "mapping",
    `the format of ${format} files says how they are read.`,
    allowed.length === 0
      ? "Leave `mapping` out for this file."
      : `Of \`mapping\` this file takes ${inWords(allowed)} alone.`,
  );

const inWords = (names: readonly string[]): string =>
  `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
