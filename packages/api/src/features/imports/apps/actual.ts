import { mapYielding, yieldIfDue } from "../../../common/yield-to-event-loop";
import type { App, AppReading, AppRow, ReadMinor } from "./app";
import { badPosting, type Posting, pathOf, toName, toPosting } from "./posting";
import { joinParts, type SplitPart } from "./split";

/**
 * The export of Actual, of one account or of all. Days and amounts stand there in one form. A split
 * is a line with the whole amount in a column of its own, and below it a line for each part, whose
 * notes count them. A transfer has the other account's name as payee.
 */
export const ACTUAL: App = {
  name: "actual",
  forms: [["Account", "Date", "Payee", "Notes", "Category", "Amount"]],
  toMapping: (find) => ({
    ...{ dateColumn: find("Date") ?? 1, dateOrder: "YMD", decimalMark: "." },
    amount: { column: find("Amount") ?? 1, sign: "as_written" },
    ...{ payeeColumn: find("Payee"), noteColumn: find("Notes"), accountColumn: find("Account") },
    categoryColumn: find("Category"),
  }),
  read: readActual,
};

/** A split whose parts are being read. */
interface OpenSplit {
  row: AppRow;
  note: string;
  whole: bigint | null;
  of: number;
  parts: { nth: number; row: AppRow; part: SplitPart }[];
}

async function readActual(rows: readonly AppRow[], readMinor: ReadMinor): Promise<AppReading> {
  const accounts = new Set(await mapYielding(rows, ({ cell }) => toName(cell("Account"))));
  const places: (Posting | OpenSplit)[] = [];
  const open = new Map<string, OpenSplit>();
  for (const row of rows) {
    const { line, date, amount, cell } = row;
    const account = toName(cell("Account"));
    const key = JSON.stringify([account, date]);
    const [head, part] = [HEAD.exec(cell("Notes")), PART.exec(cell("Notes"))];
    if (date === null || typeof amount === "string") {
      const reason = date === null ? "`Date` holds no real day." : String(amount);
      places.push(badPosting(account, { line, reason }));
    } else if (head !== null) {
      const [, of, note = ""] = head;
      const whole = readMinor(row, "Split_Amount");
      const split = { row, note, whole, of: Number(of), parts: [] };
      places.push(split);
      open.set(key, split);
    } else if (part !== null) {
      const split = open.get(key);
      const told = { line, amount, categoryPath: categoryOf(row), note: part[3] ?? "" };
      if (split === undefined || split.parts.length >= split.of)
        places.push(
          badPosting(account, { line, reason: "The first line of its split is missing." }),
        );
      else split.parts.push({ nth: Number(part[1]), row, part: told });
    } else places.push(readPlain(row, { date, amount, account, accounts }));
    await yieldIfDue();
  }
  const read = await mapYielding(places, (place) =>
    "parts" in place ? readSplit(place) : [place],
  );
  return { postings: read.flat(), others: [] };
}

const HEAD = /^\(split into (\d{1,4})\)\s?(.*)$/is;
const PART = /^\(split (\d{1,4}) of (\d{1,4})\)\s?(.*)$/is;

interface Known {
  date: string;
  amount: bigint;
  account: string;
  /** Every account of the file. */
  accounts: ReadonlySet<string>;
}

function readPlain(row: AppRow, { accounts, ...known }: Known): Posting {
  const { line, cell } = row;
  const payee = toName(cell("Payee"));
  const isOpening = payee.toLowerCase() === "starting balance";
  const isTransfer = payee !== known.account && accounts.has(payee) && cell("Category") === "";
  return toPosting({
    ...{ ...known, line, texts: [cell("Payee"), cell("Notes")], isPending: isUncleared(row) },
    transferTo: isTransfer ? payee : null,
    categoryPath: isOpening ? null : categoryOf(row),
    ...(isOpening && { kind: "opening" }),
  });
}

function readSplit({ row, note, whole, of, parts }: OpenSplit): Posting[] {
  const { line, date, cell } = row;
  const account = toName(cell("Account"));
  const sum = parts.reduce((all, { part }) => all + part.amount, 0n);
  if (parts.length < of || whole !== sum)
    return [row, ...parts.map((part) => part.row)].map((bad) =>
      badPosting(account, {
        line: bad.line,
        reason:
          bad.line === line && parts.length === of
            ? "The parts of its split do not sum to `Split_Amount`."
            : "Belongs to a split that is not whole in this file.",
      }),
    );
  const ordered = parts.toSorted((one, other) => one.nth - other.nth).map(({ part }) => part);
  return [
    joinParts(
      {
        ...{ account, date: date ?? "", texts: [cell("Payee"), note] },
        isPending: isUncleared(row),
      },
      ordered,
    ),
  ];
}

/** Forms without that word do not tell. */
const isUncleared = ({ cell }: AppRow): boolean => cell("Cleared").toLowerCase() === "not cleared";

/** One form writes the group before the category. */
const categoryOf = ({ cell }: AppRow): string[] | null => pathOf(...cell("Category").split(": "));
