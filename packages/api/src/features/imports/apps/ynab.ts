import { mapYielding, yieldIfDue } from "../../../common/yield-to-event-loop";
import type { App, AppReading, AppRow } from "./app";
import { badPosting, type Posting, pathOf, toName, toPosting } from "./posting";
import { joinParts } from "./split";

const BESIDE = ["Account", "Date", "Payee", "Memo", "Outflow", "Inflow"] as const;

/**
 * The register of YNAB, of its web form and of YNAB 4. A split is several lines whose memos count
 * them; a transfer is a payee; what nobody has cleared is the owner's own row.
 */
export const YNAB: App = {
  name: "ynab",
  forms: [
    [...BESIDE, "Category Group", "Category"],
    [...BESIDE, "Master Category", "Sub Category"],
  ],
  toMapping: (find) => ({
    dateColumn: find("Date") ?? 1,
    amount: {
      ...{ outColumn: find("Outflow") ?? 1, inColumn: find("Inflow") ?? 1 },
      ...{ outSign: "plain", inSign: "plain" },
    },
    ...{ payeeColumn: find("Payee"), noteColumn: find("Memo"), accountColumn: find("Account") },
    categoryColumn: find("Category Group/Category", "Category"),
  }),
  read: readYnab,
};

/** Parts of one split that have been read so far, by their number in it. */
interface OpenSplit {
  of: number;
  parts: Map<number, SplitRow>;
}

interface SplitRow {
  row: AppRow;
  amount: bigint;
  memo: string;
}

async function readYnab(rows: readonly AppRow[]): Promise<AppReading> {
  const places: (Posting | OpenSplit)[] = [];
  const open = new Map<string, OpenSplit>();
  for (const row of rows) {
    const { line, date, amount, cell } = row;
    const account = toName(cell("Account"));
    const count = countOf(cell("Memo"));
    if (date === null || typeof amount === "string") {
      const reason = date === null ? "`Date` holds no real day." : String(amount);
      places.push(badPosting(account, { line, reason }));
    } else if (count === null) places.push(readPlain(row, { date, amount, account }));
    else {
      const key = JSON.stringify([account, date, count.of]);
      const known = open.get(key);
      const split =
        known === undefined || known.parts.has(count.nth)
          ? { of: count.of, parts: new Map<number, SplitRow>() }
          : known;
      if (split !== known) places.push(split);
      split.parts.set(count.nth, { row, amount, memo: count.memo });
      open.set(key, split);
      if (split.parts.size === split.of) open.delete(key);
    }
    await yieldIfDue();
  }
  const read = await mapYielding(places, (place) =>
    "parts" in place ? readSplit(place) : [place],
  );
  return { postings: read.flat(), others: [] };
}

interface Known {
  date: string;
  amount: bigint;
  account: string;
}

function readPlain(row: AppRow, known: Known): Posting {
  const { line, cell } = row;
  const transferTo = transferOf(cell("Payee"));
  const isOpening = cell("Payee").toLowerCase() === "starting balance";
  return toPosting({
    ...{ ...known, line, transferTo, isPending: isUncleared(row) },
    texts: [cell("Payee"), cell("Memo")],
    categoryPath: transferTo === null && !isOpening ? categoryOf(row) : null,
    ...(isOpening && { kind: "opening" }),
  });
}

/** The lines of a split as one row; where one of them is missing, each is an error of its own. */
function readSplit({ of, parts }: OpenSplit): Posting[] {
  const ordered = [...parts].sort(([one], [other]) => one - other).map(([, part]) => part);
  const [first] = ordered;
  const account = toName(first?.row.cell("Account") ?? "");
  if (first === undefined || parts.size < of)
    return ordered.map(({ row: { line } }) =>
      badPosting(account, { line, reason: `Of the ${of} parts of its split some are missing.` }),
    );
  const payees = ordered.map(({ row }) => row.cell("Payee"));
  const payee = payees.find((one) => transferOf(one) === null) ?? payees[0];
  return [
    joinParts(
      {
        ...{ account, date: first.row.date ?? "", texts: [payee] },
        isPending: ordered.some(({ row }) => isUncleared(row)),
      },
      ordered.map(({ row, amount, memo }) => ({
        ...{ line: row.line, amount, categoryPath: categoryOf(row) },
        note: transferOf(row.cell("Payee")) === null ? memo : `${row.cell("Payee")} ${memo}`,
      })),
    ),
  ];
}

/** "Split (1/2) soap" in the web form, "(Split 1/2) soap" in YNAB 4. */
const SPLIT = /^\(?split \(?(\d{1,3})\/(\d{1,3})\)\s*(.*)$/is;

/** Which part of a split a memo counts, and what else it says; null where it counts none. */
function countOf(text: string): { nth: number; of: number; memo: string } | null {
  const [, nth, of, memo = ""] = SPLIT.exec(text) ?? [];
  const count = { nth: Number(nth), of: Number(of), memo };
  return nth === undefined || count.nth < 1 || count.nth > count.of ? null : count;
}

function transferOf(payee: string): string | null {
  const [, account = ""] = /^transfer\s?:\s?(.+)$/i.exec(payee) ?? [];
  return toName(account) || null;
}

/** Money to be assigned has no category yet. */
const INFLOW: readonly string[] = ["inflow", "income"];

function categoryOf({ cell }: AppRow): string[] | null {
  const group = cell("Category Group") || cell("Master Category");
  if (INFLOW.includes(group.toLowerCase())) return null;
  return pathOf(group, cell("Master Category") === "" ? cell("Category") : cell("Sub Category"));
}

const isUncleared = ({ cell }: AppRow): boolean =>
  ["uncleared", "u"].includes(cell("Cleared").toLowerCase());
