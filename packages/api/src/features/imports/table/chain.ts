/** How a column of balances follows from amounts. */
export interface Chain {
  /** Rows whose balance follows from the one before. */
  links: number;
  /** Rows whose balance follows from nothing. */
  breaks: number;
  /** Rows with an amount by which the balance does not move: announced, and not booked. */
  still: number;
  /** Rows of the file, by their place, that stand still. */
  stillAt: readonly number[];
  isUpwards: boolean;
}

type Values = readonly (number | null)[];

/** How days run through a file: 1 oldest first, -1 newest first, 0 unknown. */
export type Flow = 1 | -1 | 0;

/**
 * Follows balances from row to row, in the direction in which the days run, or in the better one
 * where they do not tell. A row without balance is added to the next one that has one.
 */
export function followChain(balances: Values, amounts: Values, flow: Flow): Chain {
  if (flow === 1) return follow(balances, amounts, false);
  const upwards = follow(balances.toReversed(), amounts.toReversed(), true);
  if (flow === -1) return upwards;
  const downwards = follow(balances, amounts, false);
  return isBetter(upwards, downwards) ? upwards : downwards;
}

function follow(balances: Values, amounts: Values, isUpwards: boolean): Chain {
  let [links, breaks, waiting]: [number, number, number] = [0, 0, 0];
  let before: number | null = null;
  const stillAt: number[] = [];
  for (const [at, balance] of balances.entries()) {
    const amount = amounts[at] ?? 0;
    if (balance === null) {
      waiting += amount;
      continue;
    }
    const moved: number = waiting + amount;
    if (before !== null && moved !== 0) {
      if (balance === before + moved) links += 1;
      else if (balance === before) stillAt.push(isUpwards ? balances.length - 1 - at : at);
      else breaks += 1;
    } else if (before !== null && balance !== before) breaks += 1;
    [before, waiting] = [balance, 0];
  }
  return { links, breaks, still: stillAt.length, stillAt, isUpwards };
}

/** What a chain is worth: breaks and rows that stand still weigh more than links. */
export const worthOf = ({ links, breaks, still }: Chain): number => links - 3 * breaks - still;

export const isBetter = (a: Chain, b: Chain): boolean => worthOf(a) > worthOf(b);

/** Fewer links agree by chance. */
const LINKS = 3;
/** A file may lack a row; it lacks few. */
const LINKS_TO_BREAK = 4;

/**
 * Whether a chain proves what its amounts are. A counter beside a column of ones is a perfect
 * chain, so amounts must differ or be written like money.
 */
export function isProof(
  { links, breaks, still }: Chain,
  { amounts, isMoney, isNamed }: { amounts: Values; isMoney: boolean; isNamed: boolean },
): boolean {
  const isNamedChain = isNamed && breaks === 0 && links > still;
  const isChain = links >= LINKS && links > still && links >= LINKS_TO_BREAK * breaks;
  if (!isNamedChain && !isChain) return false;
  return isMoney || new Set(amounts.filter((amount) => amount !== null && amount !== 0)).size > 1;
}
