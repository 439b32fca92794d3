import { mapYielding, yieldIfDue } from "../../../common/yield-to-event-loop";
import type { App, AppReading, AppRow, ReadMinor } from "./app";
import { badPosting, type Posting, pathOf, toName, toPosting } from "./posting";
import { joinParts } from "./split";

/**
 * The transactions of Firefly III. A line goes from a source to a destination; which of both are
 * the owner's accounts follows from their kinds, and so does the direction. The lines of one group
 * are one transaction.
 */
export const FIREFLY: App = {
  name: "firefly",
  forms: [["group_id", "type", "amount", "date", "source_name", "destination_name"]],
  toMapping: (find) => ({
    ...{ dateColumn: find("date") ?? 1, dateOrder: "YMD", decimalMark: "." },
    amount: { column: find("amount") ?? 1, sign: "as_written" },
    ...{ payeeColumn: find("destination_name"), noteColumn: find("description") },
    ...{ accountColumn: find("source_name"), categoryColumn: find("category") },
  }),
  read: readFirefly,
};

/** One line, seen from one of the owner's accounts. */
interface Side {
  row: AppRow;
  account: string;
  currency: string | null;
  date: string;
  amount: bigint;
  /** The other end. */
  other: string;
  isTransfer: boolean;
}

async function readFirefly(rows: readonly AppRow[], readMinor: ReadMinor): Promise<AppReading> {
  const groups = new Map<string, Side[]>();
  const faults: (Fault & { line: number })[] = [];
  const faulty = new Set<string>();
  for (const row of rows) {
    for (const side of sidesOf(row, readMinor)) {
      if ("reason" in side) {
        faults.push({ ...side, line: row.line });
        faulty.add(groupOf(row, side.account));
        continue;
      }
      const { account, currency, date, isTransfer } = side;
      const key = JSON.stringify([groupOf(row, account), currency, date, isTransfer]);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [side]);
      else known.push(side);
    }
    await yieldIfDue();
  }
  const read = await mapYielding([...groups.values()], (sides) =>
    sides.some(({ row, account }) => faulty.has(groupOf(row, account)))
      ? sides.map(({ row: { line }, ...side }) =>
          badPosting(side.account, { ...side, line, reason: NOT_WHOLE }),
        )
      : [readGroup(sides)],
  );
  const bad = faults.map((fault) => badPosting(fault.account, fault));
  return { postings: [...read.flat(), ...bad], others: [] };
}

const NOT_WHOLE = "Another line of its group cannot be read.";

/** The lines that are one transaction of an account. */
const groupOf = ({ cell, line }: AppRow, account: string): string =>
  JSON.stringify([cell("group_id") || line, account]);

interface Fault {
  account: string;
  currency: string | null;
  reason: string;
}

/** A line as the owner's accounts see it: one of them, or both in a transfer. */
function sidesOf(row: AppRow, readMinor: ReadMinor): (Side | Fault)[] {
  const { date, amount, cell } = row;
  const ends = {
    source: toName(cell("source_name")),
    destination: toName(cell("destination_name")),
  };
  const own = ownEnds(row);
  const isTransfer = own.length > 1;
  return own.map((end): Side | Fault => {
    const [account, other] =
      end === "source" ? [ends.source, ends.destination] : [ends.destination, ends.source];
    const isForeign = isTransfer && end === "destination" && cell("foreign_amount") !== "";
    const currency = toName(cell(isForeign ? "foreign_currency_code" : "currency_code")) || null;
    const minor = isForeign ? readMinor(row, "foreign_amount") : amount;
    if (date === null) return { account, currency, reason: "`date` holds no real day." };
    if (minor === null || typeof minor === "string")
      return { account, currency, reason: minor ?? "`foreign_amount` holds no amount." };
    const size = minor < 0n ? -minor : minor;
    const signed = end === "source" ? -size : size;
    return { row, account, currency, date, amount: signed, other, isTransfer };
  });
}

const OWN: readonly string[] = [
  ...["asset account", "default account", "loan", "debt", "mortgage", "credit card"],
];

/** The ends that are the owner's accounts, by their kinds; in older exports by the line's type. */
function ownEnds({ cell, amount }: AppRow): ("source" | "destination")[] {
  const kinds = [cell("source_type").toLowerCase(), cell("destination_type").toLowerCase()];
  const byKind = (["source", "destination"] as const).filter((_, at) =>
    OWN.includes(kinds[at] ?? ""),
  );
  if (byKind.length > 0) return byKind;
  const type = cell("type").toLowerCase();
  if (type === "transfer") return ["source", "destination"];
  const isOut =
    type === "withdrawal" || (type !== "deposit" && typeof amount !== "string" && amount < 0n);
  return [isOut ? "source" : "destination"];
}

function readGroup(sides: readonly Side[]): Posting {
  const [first] = sides;
  if (first === undefined) throw new Error("A group without lines.");
  const { row, account, currency, date, other, isTransfer } = first;
  const { cell, line } = row;
  const type = cell("type").toLowerCase();
  const isSplit = sides.length > 1;
  const others = new Set(sides.map((side) => side.other));
  const payee = isNobody(other) ? "" : others.size > 1 ? cell("group_title") || other : other;
  const told = {
    ...{ account, currency, date },
    texts: [payee, isSplit ? cell("group_title") : cell("description"), cell("notes")],
    ...(type === "opening balance" && { kind: "opening" as const }),
    ...(type === "reconciliation" && { kind: "adjustment" as const }),
  };
  // A transfer has no lines; its parts go to one account or are several transfers' sum.
  if (isTransfer && others.size === 1) {
    const amount = sides.reduce((sum, side) => sum + side.amount, 0n);
    return toPosting({ ...told, line, amount, transferTo: other });
  }
  return joinParts(
    told,
    sides.map(({ row: { line: at, cell: one }, amount }) => ({
      ...{ line: at, amount, categoryPath: pathOf(one("category")), note: one("description") },
    })),
  );
}

/** The other end of money in notes and coins, which Firefly calls so. */
const isNobody = (name: string): boolean =>
  ["(cash)", "cash account", "(no name)"].includes(name.toLowerCase());
