import { refusal } from "../../../common/errors/refusal";

const AS_IT_IS =
  "Send the JSON file that `exports.transactions` names, as it is, or your bank's CSV file.";
const EXPORT_AGAIN = "Export it again and send the file as it is.";

/** Without quoting the file, which must not end in logs (L3). */
const refuse = (detail: string, hint: string) => refusal("BAD_REQUEST", "content", detail, hint);

export const notAList = () =>
  refuse("this JSON is no export of pfn, which is a list of transactions.", AS_IT_IS);

/** Also an export of the days when it had no names. */
export const notOurs = (line: number, missing: string) =>
  refuse(
    `this JSON is no export of pfn: its first item, on line ${line}, has no \`${missing}\`.`,
    AS_IT_IS,
  );

export const cutOff = (line: number) =>
  refuse(`the JSON ends on line ${line} before its list does: the file was cut off.`, EXPORT_AGAIN);

export const somethingBehind = (line: number) =>
  refuse(
    `something stands behind the end of the list, on line ${line}.`,
    "Send one export at a time, as it is.",
  );

export const malformed = (line: number) =>
  refuse(`the item on line ${line} is not well-formed JSON.`, EXPORT_AGAIN);

export const tooDeep = (line: number) =>
  refuse(`the JSON on line ${line} is nested too deep for an export.`, AS_IT_IS);

export const tooLong = (line: number, most: number) =>
  refuse(`the item on line ${line} has more than ${most} characters.`, AS_IT_IS);

export const badName = (line: number, what: "twice" | "__proto__") =>
  refuse(
    what === "twice"
      ? `the item on line ${line} has a field twice, so that it says two things.`
      : `the item on line ${line} has a field __proto__, which no export has.`,
    EXPORT_AGAIN,
  );

export const takesNoMapping = () =>
  refusal(
    "BAD_REQUEST",
    "mapping",
    "a JSON export of pfn says by itself how it is read.",
    "Leave `mapping` out for this file.",
  );
