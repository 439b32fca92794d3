import { mapYielding } from "../../../common/yield-to-event-loop";
import {
  type BadRow,
  type FilePart,
  isReadable,
  type OtherLine,
  type ReadRow,
  type Stated,
} from "../file-part";
import { type Flow, followChain } from "./chain";
import { cellAt } from "./mapping";
import { otherLine, type ReadRecord, type RowReader, readRecord } from "./read-rows";
import type { Table } from "./table-context";

/** A table's records, read; one part for each account that its rows name. */
export async function toParts(table: Table, reader: RowReader): Promise<FilePart[]> {
  const read = await mapYielding(table.data, (record) => ({
    ref: cellAt(record, reader.mapping.accountColumn) || null,
    read: readRecord(record, reader),
  }));
  const refs = new Set(read.filter(({ read: one }) => "row" in one).map(({ ref }) => ref));
  const above = table.isOwn
    ? []
    : table.preamble.map((record) => otherLine(record, "Stands above the rows."));
  if (refs.size <= 1) {
    const [ref = null] = refs;
    return [
      toPart(
        ref,
        read.map(({ read: one }) => one),
        { reader, above },
      ),
    ];
  }
  return [...refs].map((ref, at) =>
    toPart(
      ref,
      read.filter((one) => one.ref === ref).map(({ read: one }) => one),
      { reader, above: at === 0 ? above : [] },
    ),
  );
}

interface Beside {
  reader: RowReader;
  /** Lines above the rows, which are told once. */
  above: readonly OtherLine[];
}

function toPart(
  ref: string | null,
  read: readonly ReadRecord[],
  { reader, above }: Beside,
): FilePart {
  const rows = read.flatMap((one) => ("row" in one ? [one.row] : []));
  const booked = reader.isOwn ? rows : withoutStill(rows);
  return {
    ...{ ref, kind: null, currency: reader.currency, joins: true },
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
  const chain = followChain(
    readable.map(({ balanceMinor }) => (balanceMinor === null ? null : Number(balanceMinor))),
    readable.map(({ amountMinor, isBooked }) => (isBooked ? Number(amountMinor) : 0)),
    flowOf(readable),
  );
  if (chain.breaks > 0 || chain.links < LINKS || chain.still >= chain.links) return rows;
  const still = new Set(chain.stillAt.map((at) => readable[at]));
  return rows.map((row) => (isReadable(row) && still.has(row) ? { ...row, isBooked: false } : row));
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
