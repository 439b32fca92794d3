import { count } from "#ui/count.ts";
import { formatCivilDate } from "#ui/dates.ts";
import { APPS, FORMATS, type Mapping, rowsOf } from "./import-words";
import type { OpenFile } from "./targets";

/** What a file is, in one line: its format, its accounts, its rows and their days. */
export function describeFile({ answer, targets }: OpenFile): string {
  if (answer === null) return "";
  const { format, mapping, parts, columns, isRemembered } = answer;
  const app = mapping.app ?? null;
  const read = targets.flatMap(({ preview }) => preview?.import ?? []);
  const inParts = parts.reduce((sum, { rows }) => sum + rows, 0);
  const rows = parts.length > 0 ? inParts : read.reduce((sum, found) => sum + rowsOf(found), 0);
  return [
    app === null ? FORMATS[format] : `Export of ${APPS[app]}`,
    ...(format === "csv" && app === null ? describeText(mapping) : []),
    ...(parts.length > 1 ? [count(parts.length, "account")] : []),
    ...(rows > 0 ? [count(rows, "row")] : []),
    ...daysOf(parts),
    ...(columns.length === 0 ? ["Its fields are known, nothing to choose"] : []),
    ...(isRemembered ? ["read like this account’s last file of this form"] : []),
  ].join(" · ");
}

const SEPARATORS: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

const describeText = ({ encoding, delimiter }: Mapping): string[] => [
  ...(encoding === undefined ? [] : [encoding.toUpperCase()]),
  ...(delimiter === undefined ? [] : [`separated by ${SEPARATORS[delimiter]}`]),
];

function daysOf(parts: readonly { from: string | null; to: string | null }[]): string[] {
  const days = parts.flatMap(({ from, to }) => [from, to]).filter((day) => day !== null);
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)];
  if (first === undefined || last === undefined) return [];
  return [`${formatCivilDate(first, last)} to ${formatCivilDate(last)}`];
}
