import { currencyDigits } from "@pfn/keys/currencies";
import { cutText } from "../../../common/text/normalize-text";
import { mapYielding } from "../../../common/yield-to-event-loop";
import type { Calendar } from "./calendar-words";
import type { CurrencyMarks } from "./currency-marks";
import { cellAt, type FileRecord } from "./mapping";
import { plain } from "./plain";
import { looksLikeDay } from "./read-day";
import { isNothing, looksLikeNumber } from "./read-number";
import { sampleOf } from "./sample";
import { splitDay } from "./split-day";

/** Code points of a cell that are read to judge its column. */
const SAMPLED_CHARS = 1_000;

/**
 * A column as its heading and its sampled cells show it. Shares are of the cells that hold
 * anything.
 */
export interface Column {
  /** From 1. */
  number: number;
  /** As the header has it; null without header. */
  name: string | null;
  heading: string;
  samples: readonly string[];
  filled: readonly string[];
  isDate: boolean;
  isNumber: boolean;
  isCurrency: boolean;
  /** Written like money: with decimals, a sign or a currency. */
  isMoney: boolean;
  /** How much the cells tell: characters per cell, if no two say the same; 0 without any letter. */
  telling: number;
  /** The different words of a column that has few, folded; null where it has many. */
  words: readonly string[] | null;
}

interface Table {
  header: readonly string[] | null;
  data: readonly FileRecord[];
  marks: CurrencyMarks;
  calendar: Calendar;
}

export async function describeColumns({ header, data, ...words }: Table): Promise<Column[]> {
  const sampled = sampleOf(data);
  const width = sampled.reduce(
    (most, { cells }) => Math.max(most, cells.length),
    header?.length ?? 0,
  );
  const described = await mapYielding(Array.from({ length: width }), (_, index) =>
    describe(index + 1, { header, data: sampled, ...words }),
  );
  // Digits alone are days only where no column has days that can be nothing else.
  const hasDays = described.some(({ isDate, isBare }) => isDate && !isBare);
  return described.map(({ isBare, ...column }) =>
    isBare && hasDays ? { ...column, isDate: false, isNumber: true } : column,
  );
}

function describe(
  number: number,
  { header, data, marks, calendar }: Table,
): Column & { isBare: boolean } {
  const samples = data.map((record) => cutText(cellAt(record, number), SAMPLED_CHARS));
  const filled = samples.filter((cell) => cell !== "");
  const typed = data.map((record) => record.typed?.[number - 1]);
  const days = typed.filter((cell) => cell?.day !== undefined).length;
  const numbers = typed.filter((cell) => cell?.number !== undefined).length;
  const name = header?.[number - 1]?.trim() ?? null;
  const isDate =
    days > filled.length / 2 ||
    (numbers === 0 && mostly(filled, (cell) => looksLikeDay(cell, calendar)));
  const amounts = filled.filter((cell) => !isNothing(cell));
  const isNumber =
    !isDate &&
    (numbers > filled.length / 2 || mostly(amounts, (cell) => looksLikeNumber(cell, marks)));
  const words = new Set(filled.map(plain));
  return {
    number,
    name: name === "" ? null : name,
    heading: plain(name ?? ""),
    samples,
    filled,
    isDate,
    isBare: isDate && mostly(filled, (cell) => splitDay(cell)?.isBare === true),
    isNumber,
    isCurrency: filled.length > 0 && filled.every((cell) => currencyDigits(cell) !== undefined),
    isMoney: isNumber && filled.some((cell) => /[.,]\d|^[-+(\u2212]|-$|\p{Sc}/u.test(cell)),
    telling: howTelling(filled),
    words: words.size <= MOST_WORDS && !isDate && !isNumber ? [...words] : null,
  };
}

/** A column that says which way money goes has no more. */
const MOST_WORDS = 12;

/** A heading or a cell as a question or an answer shows it. */
export const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function howTelling(cells: readonly string[]): number {
  if (!cells.some((cell) => /\p{L}/u.test(cell))) return 0;
  const chars = cells.reduce((sum, cell) => sum + cell.replace(/\s/g, "").length, 0);
  return (chars / cells.length) * (new Set(cells).size / cells.length);
}

const mostly = (cells: readonly string[], fits: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(fits).length >= cells.length * 0.8;
