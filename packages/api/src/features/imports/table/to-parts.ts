import { mapYielding } from "../../../common/yield-to-event-loop";
import {
  type BadRow,
  type FilePart,
  isReadable,
  type OtherLine,
  type ReadRow,
  type Stated,
} from "../file-part";
import { type Chain, type Flow, followChain, isBetter } from "./chain";
import { cellAt, type FileRecord } from "./mapping";
import { otherLine, type ReadRecord, type RowReader, readRecord } from "./read-rows";
import { findStatedLines } from "./stated-lines";
import type { Table } from "./table-context";

/** A table's records, read; one part for each account and currency that its rows name. */
export async function toParts(table: Table, reader: RowReader): Promise<FilePart[]> {
  const read = await mapYielding(
    table.data,
    (record): One => ({ record, read: readRecord(record, reader) }),
  );
  const above = table.isOwn ? [] : table.preamble;
  const told = above.map((record) => otherLine(record, "Stands above the rows."));
  const groups = table.isOwn ? [toGroup(null, reader.currency, read)] : group(read, reader);
  const parts = groups.map((one, at) => toPart(one, { reader, above: at === 0 ? told : [] }));
  const [only] = parts;
  if (only === undefined || parts.length > 1 || table.isOwn || only.closing !== null) return parts;
  const others = read.filter(({ read: one }) => "other" in one).map(({ record }) => record);
  const lines = [...above, ...others];
  return [{ ...only, ...findStatedLines({ lines, rows: only.rows, reader }) }];
}

/** A record, and what it is. */
interface One {
  record: FileRecord;
  read: ReadRecord;
}

interface Group {
  ref: string | null;
  currency: string;
  read: ReadRecord[];
}

const toGroup = (ref: string | null, currency: string, all: readonly One[]): Group => ({
  ...{ ref, currency, read: all.map(({ read }) => read) },
});

/** Rows by account and currency. Lines that are no rows go with the first group. */
function group(all: readonly One[], { mapping, currency }: RowReader): Group[] {
  const isOne = !mapping.accountColumn && mapping.currencyColumn === null;
  if (isOne) return [toGroup(null, currency, all)];
  const groups = new Map<string, Group>();
  const others: ReadRecord[] = [];
  for (const { record, read } of all) {
    if ("other" in read) {
      others.push(read);
      continue;
    }
    const ref = cellAt(record, mapping.accountColumn) || null;
    const stated = cellAt(record, mapping.currencyColumn) || currency;
    const key = JSON.stringify([ref, stated]);
    const found = groups.get(key) ?? toGroup(ref, stated, []);
    found.read.push(read);
    groups.set(key, found);
  }
  const [first = toGroup(null, currency, []), ...further] = groups.values();
  return [{ ...first, read: [...first.read, ...others] }, ...further];
}

interface Beside {
  reader: RowReader;
  /** Lines above the rows, which are told once. */
  above: readonly OtherLine[];
}

function toPart({ ref, currency, read }: Group, { reader, above }: Beside): FilePart {
  const rows = read.flatMap((one) => ("row" in one ? [one.row] : []));
  const booked = reader.isOwn ? rows : withoutStill(rows);
  return {
    ...{ ref, kind: null, currency, joins: true },
    rows: booked,
    otherLines: [...above, ...read.flatMap((one) => ("other" in one ? [one.other] : []))],
    ...statedBalances(booked),
  };
}

/** Links that prove that a balance is one. */
const LINKS = 3;

/**
 * A row with which the balance does not move is not booked, where the balance follows from all
 * others.
 */
function withoutStill(rows: readonly (ReadRow | BadRow)[]): readonly (ReadRow | BadRow)[] {
  const readable = rows.filter(isReadable);
  const chain = chainOf(rows);
  if (chain.breaks > 0 || chain.links < LINKS || chain.still >= chain.links) return rows;
  const still = new Set(chain.stillAt.map((at) => readable[at]));
  return rows.map((row) => (isReadable(row) && still.has(row) ? { ...row, isBooked: false } : row));
}

/** How the balances beside rows follow from their amounts: as the account's, or as what is owed. */
export function chainOf(rows: readonly (ReadRow | BadRow)[]): Chain {
  const readable = rows.filter(isReadable);
  const balances = readable.map(({ balanceMinor }) =>
    balanceMinor === null ? null : Number(balanceMinor),
  );
  const amounts = readable.map(({ amountMinor, isBooked }) => (isBooked ? Number(amountMinor) : 0));
  const chain = followChain(balances, amounts, flowOf(readable));
  if (chain.breaks === 0) return chain;
  const turned = amounts.map((amount) => -amount);
  const owed = followChain(balances, turned, flowOf(readable));
  return isBetter(owed, chain) ? owed : chain;
}

function flowOf(rows: readonly ReadRow[]): Flow {
  const [first, last] = [rows[0]?.date ?? "", rows.at(-1)?.date ?? ""];
  return first < last ? 1 : first > last ? -1 : 0;
}

/** The balances before the oldest and after the newest row, where the file has a column of them. */
function statedBalances(
  rows: readonly (ReadRow | BadRow)[],
): Pick<FilePart, "opening" | "closing"> {
  const readable = rows
    .filter(isReadable)
    .filter(({ isBooked, balanceMinor }) => isBooked && balanceMinor !== null);
  const ordered = flowOf(readable) === -1 ? readable.toReversed() : readable;
  const [first, last] = [ordered[0], ordered.at(-1)];
  const minor = (row: ReadRow | undefined) => BigInt(row?.balanceMinor ?? 0);
  if (first === undefined || last === undefined) return { opening: null, closing: null };
  const opening = minor(first) - BigInt(first.amountMinor);
  const state = (amountMinor: bigint): Stated => ({ amountMinor: String(amountMinor), on: null });
  return { opening: state(opening), closing: state(minor(last)) };
}
