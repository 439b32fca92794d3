import type { MappingChoice } from "../mapping-schema";
import type { Evidence } from "../schema";
import type { FoundAmounts } from "./amounts";
import { clip } from "./columns";
import type { FoundDays } from "./dates";
import type { DecimalMark } from "./mapping";
import type { Table } from "./table-context";

interface Found {
  table: Table;
  found: FoundDays | null;
  amounts: FoundAmounts;
  mark: { decimalMark: DecimalMark | undefined; agrees: number; of: number };
  /** On which hypotheses were made. */
  rows: number;
  /** The columns that have a role, by the field of the mapping that names them. */
  columns: MappingChoice;
}

/** Why a table is read as it is, for a person to judge: the fields that nobody settled. */
export function evidenceOf(all: Found): Evidence[] {
  const { table, found, amounts, mark, rows } = all;
  const evidence: Evidence[] = [];
  const { remembered, settled } = table;
  if (found?.says != null && settled.dateOrder === undefined)
    evidence.push({
      ...{ field: "dateOrder", says: found.says },
      ...{ agrees: found.cells, of: found.cells },
    });
  if (amounts.says !== null)
    evidence.push({ field: "amount", says: amounts.says, agrees: amounts.agrees, of: rows });
  if (mark.of > 0)
    evidence.push({
      ...{ field: "decimalMark", says: `numbers with "${mark.decimalMark}" before the decimals` },
      ...{ agrees: mark.agrees, of: mark.of },
    });
  evidence.push(...frameEvidence(table), ...columnEvidence(all));
  if (remembered !== null)
    evidence.push({
      ...{ field: "mapping", says: "as this account's last file of the same form" },
      ...{ agrees: 1, of: 1 },
    });
  return evidence;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ...{ ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" },
};
/** Headings that a sentence names. */
const SHOWN_HEADINGS = 3;

/** How the records are divided, and what stands above their columns. */
function frameEvidence({ context, delimiter, header, data }: Table): Evidence[] {
  const { choice } = context;
  const width = header?.length ?? data[0]?.cells.length ?? 0;
  const isDivided = data.some(({ typed }) => typed === undefined);
  const headings = (header ?? []).map((cell) => cell.trim()).filter((cell) => cell !== "");
  return [
    ...(choice.delimiter === undefined && isDivided
      ? [
          {
            ...{ field: "delimiter", says: `cells between ${DELIMITER_NAMES[delimiter]}` },
            ...{ agrees: data.filter(({ cells }) => cells.length === width).length },
            of: data.length,
          },
        ]
      : []),
    ...(choice.headerLine === undefined && header !== null
      ? [
          {
            field: "headerLine",
            says: `headings such as ${headings.slice(0, SHOWN_HEADINGS).map(clip).join(", ")}`,
            ...{ agrees: 1, of: 1 },
          },
        ]
      : []),
  ];
}

const ROLES = {
  dateColumn: "days",
  payeeColumn: "payees",
  noteColumn: "notes",
  externalIdColumn: "the bank's own ids, each only once,",
  balanceColumn: "balances",
  currencyColumn: "currencies",
  statusColumn: "words for what is booked",
  accountColumn: "the account of each row",
  categoryColumn: "categories",
} as const satisfies Partial<Record<keyof MappingChoice, string>>;

/** Each column that the file itself gave a role, and how many of its cells hold anything. */
function columnEvidence({ table, columns }: Found): Evidence[] {
  const evidence: Evidence[] = [];
  for (const field of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
    const column = table.columns.find(({ number }) => number === columns[field]);
    if (column === undefined || table.known[field] !== undefined) continue;
    const { number, name, filled, samples } = column;
    evidence.push({
      field,
      says: `${ROLES[field]} in column ${number}${name === null ? "" : `, "${clip(name)}"`}`,
      ...{ agrees: filled.length, of: samples.length },
    });
  }
  return evidence;
}
